// Counts of true against predicted classes, and the figures that follow from them.
//
// Recall, precision and F1 are scikit-learn's, with zero_division=0 and labels=range(num_classes):
// a quotient with a zero denominator is 0, and every class counts in the macro mean.
#ifndef STRIDE_EVAL_METRICS_CONFUSION_MATRIX_H_
#define STRIDE_EVAL_METRICS_CONFUSION_MATRIX_H_

#include <cstdint>
#include <string>
#include <vector>

namespace stride {

class ConfusionMatrix {
 public:
  struct Confusion {
    int64_t label;
    int64_t predicted;
    int64_t count;
  };

  // num_classes > 0.
  explicit ConfusionMatrix(int64_t num_classes);

  // Classes lie in [0, num_classes).
  void Add(int64_t label, int64_t predicted, int64_t count = 1);

  int64_t num_classes() const { return num_classes_; }
  int64_t count(int64_t label, int64_t predicted) const;
  int64_t total() const { return total_; }
  int64_t LabelCount(int64_t label) const;          // sum of a row
  int64_t PredictedCount(int64_t predicted) const;  // sum of a column

  // All in [0, 1].
  double accuracy() const;
  double Recall(int64_t label) const;  // the accuracy within one true class
  double Precision(int64_t predicted) const;
  double F1(int64_t label) const;
  double MacroF1() const;

  // The most frequent errors, most frequent first; equal ones by label, then by prediction.
  std::vector<Confusion> MostConfused(int64_t limit) const;

  // For a terminal: rows are true classes, columns predicted ones, names cut to fit 100 columns.
  // A matrix that cannot fit becomes the list of the most frequent errors.
  // One class name for each class, as in PerClassTable.
  std::string ToString(const std::vector<std::string>& class_names) const;

  // A line a class: examples, recall, precision and F1 in percent; then their means.
  std::string PerClassTable(const std::vector<std::string>& class_names) const;

 private:
  int64_t num_classes_;
  int64_t total_ = 0;
  std::vector<int64_t> counts_;  // [label][predicted]
};

}  // namespace stride

#endif  // STRIDE_EVAL_METRICS_CONFUSION_MATRIX_H_
