// gzip, RFC 1952.
#ifndef STRIDE_DATA_DATASET_GZIP_H_
#define STRIDE_DATA_DATASET_GZIP_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace stride {

// Whether the bytes begin with gzip's magic number.
bool IsGzip(absl::string_view bytes);

// The first `limit` bytes of what was compressed, or all when it is less: never more memory than
// that, whatever the file claims. `path` is for messages. DataLoss when the stream is damaged or
// cut short; a stream that ends within the limit has its checksum checked.
absl::StatusOr<std::string> Gunzip(const std::string& path, absl::string_view bytes, int64_t limit);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_GZIP_H_
