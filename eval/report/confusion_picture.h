// A confusion matrix as a heat map.
#ifndef STRIDE_EVAL_REPORT_CONFUSION_PICTURE_H_
#define STRIDE_EVAL_REPORT_CONFUSION_PICTURE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/eval/metrics/confusion_matrix.h"

namespace stride {

// Rows are true classes, columns predicted ones, one name for each class. A cell's colour is its
// share of its row: blue for right answers, orange for errors. Cells are large enough for counts
// and names up to 20 classes; above, colours alone. RGB.
// InvalidArgument above 1,000 classes.
absl::StatusOr<Image> DrawConfusion(const ConfusionMatrix& matrix,
                                    const std::vector<std::string>& class_names);

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_CONFUSION_PICTURE_H_
