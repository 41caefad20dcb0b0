#include "stride/eval/metrics/confusion_matrix.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "glog/logging.h"
#include "stride/models/core/text_table.h"

namespace stride {
namespace {

constexpr int64_t kTerminalColumns = 100;
constexpr int64_t kColumnGap = 2;
constexpr int64_t kLongestRowName = 16;
constexpr int64_t kShortestColumnName = 3;
constexpr int64_t kListedErrors = 20;

double Ratio(int64_t part, int64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string Percent(double fraction) { return absl::StrFormat("%.2f", 100 * fraction); }

// At most `length` bytes, never half a UTF-8 character.
std::string Cut(const std::string& text, int64_t length) {
  if (static_cast<int64_t>(text.size()) <= length) return text;
  while (length > 0 && (text[length] & 0xC0) == 0x80) --length;
  return text.substr(0, length);
}

std::string ErrorTable(const ConfusionMatrix& matrix, const std::vector<std::string>& names) {
  std::vector<std::vector<std::string>> rows = {{"true", "predicted", "count"}};
  for (const ConfusionMatrix::Confusion& error : matrix.MostConfused(kListedErrors)) {
    rows.push_back({names[error.label], names[error.predicted], absl::StrCat(error.count)});
  }
  return absl::StrCat("most frequent errors\n", FormatTable(rows, "llr"));
}

}  // namespace

ConfusionMatrix::ConfusionMatrix(int64_t num_classes) : num_classes_(num_classes) {
  CHECK_GT(num_classes, 0);
  counts_.resize(num_classes * num_classes);
}

void ConfusionMatrix::Add(int64_t label, int64_t predicted, int64_t count) {
  CHECK(label >= 0 && label < num_classes_) << "label " << label << " of " << num_classes_;
  CHECK(predicted >= 0 && predicted < num_classes_)
      << "prediction " << predicted << " of " << num_classes_;
  counts_[label * num_classes_ + predicted] += count;
  total_ += count;
}

int64_t ConfusionMatrix::count(int64_t label, int64_t predicted) const {
  return counts_[label * num_classes_ + predicted];
}

int64_t ConfusionMatrix::LabelCount(int64_t label) const {
  const auto row = counts_.begin() + label * num_classes_;
  return std::accumulate(row, row + num_classes_, int64_t{0});
}

int64_t ConfusionMatrix::PredictedCount(int64_t predicted) const {
  int64_t sum = 0;
  for (int64_t label = 0; label < num_classes_; ++label) sum += count(label, predicted);
  return sum;
}

double ConfusionMatrix::accuracy() const {
  int64_t right = 0;
  for (int64_t i = 0; i < num_classes_; ++i) right += count(i, i);
  return Ratio(right, total_);
}

double ConfusionMatrix::Recall(int64_t label) const {
  return Ratio(count(label, label), LabelCount(label));
}

double ConfusionMatrix::Precision(int64_t predicted) const {
  return Ratio(count(predicted, predicted), PredictedCount(predicted));
}

double ConfusionMatrix::F1(int64_t label) const {
  return Ratio(2 * count(label, label), LabelCount(label) + PredictedCount(label));
}

double ConfusionMatrix::MacroF1() const {
  double sum = 0;
  for (int64_t i = 0; i < num_classes_; ++i) sum += F1(i);
  return sum / static_cast<double>(num_classes_);
}

std::vector<ConfusionMatrix::Confusion> ConfusionMatrix::MostConfused(int64_t limit) const {
  std::vector<Confusion> errors;
  for (int64_t label = 0; label < num_classes_; ++label) {
    for (int64_t predicted = 0; predicted < num_classes_; ++predicted) {
      const int64_t number = count(label, predicted);
      if (label != predicted && number > 0) errors.push_back({label, predicted, number});
    }
  }
  std::stable_sort(errors.begin(), errors.end(),
                   [](const Confusion& a, const Confusion& b) { return a.count > b.count; });
  if (static_cast<int64_t>(errors.size()) > limit) errors.resize(limit);
  return errors;
}

std::string ConfusionMatrix::ToString(const std::vector<std::string>& class_names) const {
  CHECK_EQ(static_cast<int64_t>(class_names.size()), num_classes_);
  const std::string corner = "true \\ predicted";
  const int64_t column_width = (kTerminalColumns - kLongestRowName) / num_classes_ - kColumnGap;
  const int64_t digits = absl::StrCat(*std::max_element(counts_.begin(), counts_.end())).size();
  if (column_width < std::max(digits, kShortestColumnName)) return ErrorTable(*this, class_names);

  std::vector<std::vector<std::string>> rows = {{corner}};
  for (const std::string& name : class_names) rows[0].push_back(Cut(name, column_width));
  for (int64_t label = 0; label < num_classes_; ++label) {
    std::vector<std::string> row = {Cut(class_names[label], kLongestRowName)};
    for (int64_t i = 0; i < num_classes_; ++i) row.push_back(absl::StrCat(count(label, i)));
    rows.push_back(row);
  }
  return FormatTable(rows, std::string("l").append(num_classes_, 'r'));
}

std::string ConfusionMatrix::PerClassTable(const std::vector<std::string>& class_names) const {
  CHECK_EQ(static_cast<int64_t>(class_names.size()), num_classes_);
  std::vector<std::vector<std::string>> rows = {
      {"class", "examples", "recall %", "precision %", "F1 %"}};
  double recall = 0;
  double precision = 0;
  for (int64_t i = 0; i < num_classes_; ++i) {
    rows.push_back({class_names[i], absl::StrCat(LabelCount(i)), Percent(Recall(i)),
                    Percent(Precision(i)), Percent(F1(i))});
    recall += Recall(i);
    precision += Precision(i);
  }
  rows.push_back({"mean", absl::StrCat(total_), Percent(recall / num_classes_),
                  Percent(precision / num_classes_), Percent(MacroF1())});
  return FormatTable(rows, "lrrrr");
}

}  // namespace stride
