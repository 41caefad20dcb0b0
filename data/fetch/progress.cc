#include "stride/data/fetch/progress.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace stride {
namespace {

constexpr int kBar = 10;  // columns; all fits into 80

// A terminal that is narrower cuts the line, as one that wraps could not be rewritten.
constexpr absl::string_view kNoWrap = "\x1b[?7l";
constexpr absl::string_view kWrap = "\x1b[?7h";
constexpr absl::string_view kEraseToEnd = "\x1b[K";

std::string Bar(int64_t done, int64_t total) {
  const int filled = static_cast<int>(done * kBar / total);
  std::string bar(filled, '=');
  if (filled < kBar) bar += '>';
  bar.resize(kBar, ' ');
  return absl::StrCat("[", bar, "]");
}

std::string Megabytes(double bytes) { return absl::StrFormat("%.1f MB", bytes / 1e6); }

}  // namespace

DownloadProgress::DownloadProgress(std::string name, int64_t total, std::ostream& output, bool live,
                                   std::function<absl::Time()> now)
    : name_(std::move(name)), total_(total), output_(output), live_(live), now_(std::move(now)) {}

DownloadProgress::~DownloadProgress() {
  if (line_stands_) output_ << std::endl;
}

std::string DownloadProgress::Numbers(int64_t done) const {
  std::string numbers = absl::StrFormat("%.1f of %s", done / 1e6, Megabytes(total_));
  const double seconds = absl::ToDoubleSeconds(now_() - start_);
  if (done <= first_ || seconds <= 0) return numbers;
  const double speed = (done - first_) / seconds;
  absl::StrAppend(&numbers, "  ", Megabytes(speed), "/s");
  if (done == total_) return numbers;
  const auto left = static_cast<int64_t>((total_ - done) / speed);
  return absl::StrCat(numbers, absl::StrFormat("  %d:%02d left", left / 60, left % 60));
}

void DownloadProgress::operator()(int64_t done) {
  const absl::Time now = now_();
  if (first_ < 0 || done < first_) {  // the first call, or all begins again
    first_ = done;
    start_ = now;
    tenth_ = done * 10 / total_;
  }
  if (live_) {
    if (now - drawn_ < absl::Milliseconds(100) && done < total_) return;
    drawn_ = now;
    output_ << '\r' << kNoWrap << name_ << ' ' << Bar(done, total_) << ' ' << Numbers(done)
            << kEraseToEnd << kWrap << std::flush;
    line_stands_ = true;
  } else if (done * 10 / total_ > tenth_ || done == total_) {
    tenth_ = done * 10 / total_;
    output_ << name_ << "  " << Numbers(done) << std::endl;
  }
}

}  // namespace stride
