// Any of the data sets by the name of its format.
#ifndef STRIDE_DATA_DATASET_OPEN_DATASET_H_
#define STRIDE_DATA_DATASET_OPEN_DATASET_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

// image_folder, csv, packed, mnist, fashion_mnist, kmnist, emnist_letters and its like, cifar10,
// cifar100, cifar100_coarse, svhn.
std::vector<std::string> DatasetFormats();

// `split` is for formats that hold both. An empty format is worked out: a folder is an image
// folder, a file that ends in .csv a manifest, another file a packed data set. InvalidArgument:
// there is no such format. Other errors are the format's.
absl::StatusOr<DatasetPtr> OpenDataset(const std::string& path, const std::string& format,
                                       Split split);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_OPEN_DATASET_H_
