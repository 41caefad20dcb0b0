// Handwritten letters and digits in MNIST's format: Cohen et al., "EMNIST: an extension of MNIST to
// handwritten letters", arXiv 1702.05373.
#ifndef STRIDE_DATA_DATASET_EMNIST_H_
#define STRIDE_DATA_DATASET_EMNIST_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

enum class EmnistSplit {
  kByClass,   // 62 classes: digits, upper and lower case
  kByMerge,   // 47: fifteen letters look alike in both cases and are one
  kBalanced,  // the same 47, as many examples of each
  kLetters,   // 26 letters, both cases as one; labels are 1 to 26, class 0 ("N/A") has no example
  kDigits,    // 10
  kMnist,     // 10, with MNIST's sizes
};

// emnist-<split>-train-images-idx3-ubyte and its like in `folder`, with or without ".gz". Images,
// labels and class names are torchvision's: images stay as they are stored, which is transposed
// (rows are columns). Errors as of LoadIdx.
absl::StatusOr<DatasetPtr> LoadEmnist(const std::string& folder, EmnistSplit emnist_split,
                                      Split split);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_EMNIST_H_
