// The SHA-256 sum of bytes (FIPS 180-4), and files that are known by theirs.
#ifndef STRIDE_DATA_FETCH_SHA256_H_
#define STRIDE_DATA_FETCH_SHA256_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace stride {

// 64 small hexadecimal digits.
std::string Sha256(absl::string_view bytes);

struct FileIdentity {
  int64_t bytes;
  std::string sha256;  // as of Sha256
};

// DataLoss, with what was expected and what was found, where the file is another one. Other errors
// as of ReadFile.
absl::Status CheckFile(const std::string& path, const FileIdentity& expected);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_SHA256_H_
