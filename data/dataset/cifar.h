// CIFAR-10 in its binary form: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images"
// (2009). A record is a label byte, then 32x32 red, green and blue planes.
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

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_CIFAR_H_
