#include "stride/train/log/metrics_file.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

constexpr char kHeader[] =
    "epoch,step,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,"
    "images_per_second,seconds";

std::string Field(const std::optional<double>& value) {
  return value.has_value() ? absl::StrFormat("%.9g", *value) : "";
}

std::string ToRow(const EpochReport& r) {
  return absl::StrFormat("%d,%d,%.9g,%.9g,%.9g,%s,%s,%.1f,%.3f\n", r.epoch, r.step, r.learning_rate,
                         r.train_loss, r.train_accuracy, Field(r.test_loss), Field(r.test_accuracy),
                         r.images_per_second, r.seconds);
}

bool ParseOptional(absl::string_view field, std::optional<double>& value) {
  if (field.empty()) return true;
  return absl::SimpleAtod(field, &value.emplace());
}

std::optional<EpochReport> ParseRow(absl::string_view row) {
  const std::vector<absl::string_view> fields = absl::StrSplit(row, ',');
  EpochReport report;
  if (fields.size() == 9 && absl::SimpleAtoi(fields[0], &report.epoch) &&
      absl::SimpleAtoi(fields[1], &report.step) &&
      absl::SimpleAtod(fields[2], &report.learning_rate) &&
      absl::SimpleAtod(fields[3], &report.train_loss) &&
      absl::SimpleAtod(fields[4], &report.train_accuracy) &&
      ParseOptional(fields[5], report.test_loss) &&
      ParseOptional(fields[6], report.test_accuracy) &&
      absl::SimpleAtod(fields[7], &report.images_per_second) &&
      absl::SimpleAtod(fields[8], &report.seconds)) {
    return report;
  }
  return std::nullopt;
}

absl::Status NotA(const char* what, const std::string& path, size_t line, absl::string_view found) {
  return absl::DataLossError(absl::StrCat(path, ", line ", line, ": expected ", what, ", found \"",
                                          found, "\"; move the file away to go on without it"));
}

absl::StatusOr<std::vector<EpochReport>> Parse(const std::string& path, const std::string& text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n', absl::SkipEmpty());
  if (lines.empty() || lines[0] != kHeader) {
    return NotA("the header of metrics", path, 1, lines.empty() ? "" : lines[0]);
  }
  std::vector<EpochReport> rows;
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::optional<EpochReport> row = ParseRow(lines[i]);
    if (!row.has_value()) return NotA("a row of nine numbers", path, i + 1, lines[i]);
    rows.push_back(*row);
  }
  return rows;
}

}  // namespace

absl::StatusOr<MetricsFile> MetricsFile::Open(const std::string& path, int64_t epochs_done) {
  MetricsFile file(path);
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (text.ok()) {
    STRIDE_ASSIGN_OR_RETURN(const std::vector<EpochReport> rows, Parse(path, *text));
    for (const EpochReport& row : rows) {
      if (row.epoch <= epochs_done) file.rows_.push_back(row);
    }
  } else if (!absl::IsNotFound(text.status())) {
    return text.status();
  }
  STRIDE_RETURN_IF_ERROR(file.Write());
  return file;
}

absl::Status MetricsFile::Append(const EpochReport& report) {
  rows_.push_back(report);
  return Write();
}

absl::Status MetricsFile::Write() const {
  std::string text = absl::StrCat(kHeader, "\n");
  for (const EpochReport& row : rows_) text += ToRow(row);
  return WriteFileAtomically(path_, text);
}

}  // namespace stride
