// A grid of images with what a classifier said of them, right and wrong.
#ifndef STRIDE_EVAL_REPORT_SAMPLE_GRID_H_
#define STRIDE_EVAL_REPORT_SAMPLE_GRID_H_

#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/data/image/image.h"
#include "stride/eval/metrics/prediction.h"

namespace stride {

struct SampleGridOptions {
  int columns = 7;           // at least 1
  int rows = 4;              // at least 1
  double wrong_share = 0.5;  // of the grid, in [0, 1]: the last rows
};

// Which predictions to show: right ones, then wrong ones, each kind spread evenly over the data set
// and in its order. Where one kind is too few, the other fills up.
std::vector<Prediction> ChooseSamples(const std::vector<Prediction>& predictions,
                                      const SampleGridOptions& options);

// Predictions are of this data set's examples and classes. Under each image stands the predicted
// class and its probability, and the true class where it is another. RGB.
// InvalidArgument without predictions; the data set's errors as they come.
absl::StatusOr<Image> DrawSampleGrid(const Dataset& dataset,
                                     const std::vector<Prediction>& predictions,
                                     const SampleGridOptions& options = {});

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_SAMPLE_GRID_H_
