// Files that may be compressed by gzip.
#ifndef STRIDE_DATA_DATASET_GZIP_H_
#define STRIDE_DATA_DATASET_GZIP_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace stride {

// The bytes of the file, uncompressed when they begin with gzip's magic number. DataLoss when the
// stream is cut short, its checksum is wrong, or it holds more than `max_bytes`.
absl::StatusOr<std::string> ReadMaybeGzip(const std::string& path, int64_t max_bytes);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_GZIP_H_
