// Line plots side by side: the learning curves of a run, or of several.
#ifndef STRIDE_EVAL_REPORT_CURVES_H_
#define STRIDE_EVAL_REPORT_CURVES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/eval/report/ticks.h"

namespace stride {

// x and y have the same length. A point that is not finite leaves a gap in the line.
struct Series {
  std::string name;
  std::vector<double> x;
  std::vector<double> y;
};

struct Plot {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<Series> series;
  std::optional<AxisRange> y_range;  // low < high; by default what the values need
};

// At least one plot. RGB, 420 pixels high and 600 wide for each plot.
absl::StatusOr<Image> DrawCurves(const std::vector<Plot>& side_by_side);

// What training and evaluation measured after each epoch: all of the same length, or, for what was
// not measured, empty. Accuracies are in [0, 1].
struct LearningCurves {
  std::vector<double> epochs;
  std::vector<double> train_loss;
  std::vector<double> test_loss;
  std::vector<double> train_accuracy;
  std::vector<double> test_accuracy;
};

// Loss on the left, accuracy in percent on the right.
std::vector<Plot> LearningPlots(const LearningCurves& curves);

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_CURVES_H_
