// A whole data set in one file, which pack.h makes: quick to open, to copy and to read.
#ifndef STRIDE_DATA_DATASET_PACKED_H_
#define STRIDE_DATA_DATASET_PACKED_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

// Examples, class names and ids are those of the data set that was packed. The file is mapped into
// memory, of a large one no more than about 256 MiB at a time; pixels are handed out as views of
// it, pictures are decoded by Get. Opening verifies all but the examples, Get the example's
// checksum. NotFound, or DataLoss with the file, the offset, what was expected and what was found.
absl::StatusOr<DatasetPtr> OpenPacked(const std::string& path);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_PACKED_H_
