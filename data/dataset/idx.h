// The IDX format of MNIST and its like: a magic number, big-endian sizes, then bytes. See "The
// MNIST Database of Handwritten Digits", section on file formats.
#ifndef STRIDE_DATA_DATASET_IDX_H_
#define STRIDE_DATA_DATASET_IDX_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

// Reads grey images (IDX3 of unsigned bytes) and their labels (IDX1), each plain or compressed by
// gzip. Ids are "<id_prefix>/<index>". NotFound, or DataLoss with the file, the offset, what was
// expected and what was found.
absl::StatusOr<DatasetPtr> LoadIdx(const std::string& images_path, const std::string& labels_path,
                                   std::vector<std::string> class_names,
                                   const std::string& id_prefix);

// The two files "<stem>-images-idx3-ubyte" and "<stem>-labels-idx1-ubyte" in `folder`, with or
// without ".gz".
absl::StatusOr<DatasetPtr> LoadIdxPair(const std::string& folder, const std::string& stem,
                                       std::vector<std::string> class_names,
                                       const std::string& id_prefix);

// The four files of MNIST in `folder`, under their usual names with or without ".gz".
absl::StatusOr<DatasetPtr> LoadMnist(const std::string& folder, Split split);

// The same files of Zalando's clothes: Xiao et al., "Fashion-MNIST" (2017).
absl::StatusOr<DatasetPtr> LoadFashionMnist(const std::string& folder, Split split);

// The same files of cursive Japanese: Clanuwat et al., arXiv 1812.01718.
absl::StatusOr<DatasetPtr> LoadKmnist(const std::string& folder, Split split);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_IDX_H_
