// House numbers cut out of Street View's photographs: Netzer et al., "Reading Digits in Natural
// Images with Unsupervised Feature Learning", NIPS workshop 2011. Its 32x32 form is a MAT file with
// X, uint8 [32, 32, 3, N] by columns, and y, N labels in which 10 is the digit 0.
#ifndef STRIDE_DATA_DATASET_SVHN_H_
#define STRIDE_DATA_DATASET_SVHN_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

// Reads train_32x32.mat or test_32x32.mat in `folder`. A label is its digit, as torchvision has it.
// NotFound, or DataLoss with the file, what was expected and what was found.
absl::StatusOr<DatasetPtr> LoadSvhn(const std::string& folder, Split split);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_SVHN_H_
