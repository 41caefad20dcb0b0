// CIFAR-10 and CIFAR-100 in their binary form: Krizhevsky, "Learning Multiple Layers of Features
// from Tiny Images" (2009). A record is the label's byte, or the coarse label's and the fine one's,
// then 32x32 red, green and blue planes.
#ifndef STRIDE_DATA_DATASET_CIFAR_H_
#define STRIDE_DATA_DATASET_CIFAR_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

// Reads data_batch_1.bin to data_batch_5.bin or test_batch.bin in `folder`. Class names come from
// batches.meta.txt where it is there. NotFound, or DataLoss with the file, the record and the
// offset.
absl::StatusOr<DatasetPtr> LoadCifar10(const std::string& folder, Split split);

// kFine: the 100 classes; kCoarse: their 20 superclasses.
enum class Cifar100Labels { kFine, kCoarse };

// Reads train.bin or test.bin in `folder`. Class names come from fine_label_names.txt or
// coarse_label_names.txt where it is there. Errors as of LoadCifar10.
absl::StatusOr<DatasetPtr> LoadCifar100(const std::string& folder, Split split,
                                        Cifar100Labels labels = Cifar100Labels::kFine);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_CIFAR_H_
