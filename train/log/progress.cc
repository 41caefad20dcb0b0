#include "stride/train/log/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "stride/train/log/format.h"

namespace stride {
namespace {

constexpr absl::string_view kEraseToEnd = "\x1b[K";
constexpr int kWidestBar = 30;
constexpr int kNarrowestBar = 5;

int TerminalColumns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

// "[=====>    ]", `width` columns wide.
std::string Bar(int64_t done, int64_t total, int width) {
  const int inside = width - 2;
  const int filled = static_cast<int>(done * inside / total);
  std::string bar(filled, '=');
  if (filled < inside) bar += '>';
  bar.resize(inside, ' ');
  return absl::StrCat("[", bar, "]");
}

std::string EpochName(int64_t epoch, int64_t epochs) {
  return absl::StrCat("epoch ", epoch, "/", epochs);
}

// Whether this batch is the first at or after a quarter, half or three quarters of the epoch.
bool EndsAQuarter(const StepReport& report) {
  const int64_t quarter = 4 * report.batch / report.batches;
  return quarter < 4 && quarter > 4 * (report.batch - 1) / report.batches;
}

std::string Scores(const char* what, double loss, double accuracy) {
  return absl::StrFormat("  %s loss %.4f accuracy %.2f%%", what, loss, 100 * accuracy);
}

}  // namespace

ProgressOptions ConsoleProgress() {
  ProgressOptions options;
  options.output = &std::cout;
  const char* term = std::getenv("TERM");
  options.live = isatty(STDOUT_FILENO) && term != nullptr && absl::string_view(term) != "dumb";
  options.columns = TerminalColumns;
  return options;
}

Progress::Progress(ProgressOptions options) : options_(std::move(options)) {}

Progress::~Progress() {
  if (line_stands_) *options_.output << std::endl;
}

void Progress::OnStep(const StepReport& report) {
  const absl::Time now = options_.now();
  if (report.epoch != epoch_) {
    epoch_ = report.epoch;
    first_batch_ = report.batch;
    images_ = 0;
    start_ = now;
  } else {
    images_ += report.examples;
  }
  const double seconds = absl::ToDoubleSeconds(now - start_);
  if (!options_.live) {
    if (!EndsAQuarter(report)) return;
    *options_.output << EpochName(report.epoch, report.epochs) << Numbers(report, seconds)
                     << std::endl;
  } else if (now - drawn_ >= absl::Milliseconds(100)) {
    drawn_ = now;
    Redraw(report, seconds);
  }
}

std::string Progress::Numbers(const StepReport& report, double seconds) const {
  std::string numbers =
      absl::StrFormat("  %d/%d  loss %.4f", report.batch, report.batches, report.loss);
  if (images_ == 0 || seconds <= 0) return numbers;
  const double batch_seconds = seconds / (report.batch - first_batch_);
  absl::StrAppend(&numbers, "  ", FormatCount(images_ / seconds), " images/s  ",
                  FormatDuration(batch_seconds * (report.batches - report.batch)), " left");
  return numbers;
}

void Progress::Redraw(const StepReport& report, double seconds) {
  const std::string name = EpochName(report.epoch, report.epochs);
  const std::string numbers = Numbers(report, seconds);
  const int columns = options_.columns() - 1;  // a full line would wrap
  const int room = columns - static_cast<int>(name.size() + numbers.size()) - 1;
  const std::string bar =
      room < kNarrowestBar
          ? ""
          : absl::StrCat(" ", Bar(report.batch, report.batches, std::min(room, kWidestBar)));
  const std::string line = absl::StrCat(name, bar, numbers).substr(0, std::max(columns, 0));
  *options_.output << '\r' << line << kEraseToEnd << std::flush;
  line_stands_ = true;
}

void Progress::ClearLine() {
  if (line_stands_) *options_.output << '\r' << kEraseToEnd;
  line_stands_ = false;
}

void Progress::OnEpoch(const EpochReport& report) {
  ClearLine();
  std::string line = absl::StrCat(EpochName(report.epoch, report.epochs),
                                  Scores("train", report.train_loss, report.train_accuracy));
  if (report.test_loss.has_value() && report.test_accuracy.has_value()) {
    absl::StrAppend(&line, Scores("test", *report.test_loss, *report.test_accuracy));
  }
  absl::StrAppend(&line, "  ", FormatCount(report.images_per_second), " images/s");
  const int64_t epochs_left = report.epochs - report.epoch;
  if (epochs_left > 0) {
    absl::StrAppend(&line, "  ", FormatDuration(report.seconds * epochs_left), " left");
  }
  *options_.output << line << std::endl;
}

}  // namespace stride
