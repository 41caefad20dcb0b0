#include "stride/data/fetch/sha256.h"

#include <glog/logging.h>
#include <openssl/evp.h>

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {

std::string Sha256(absl::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  CHECK_EQ(EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr), 1);
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), size});
}

absl::Status CheckFile(const std::string& path, const FileIdentity& expected) {
  STRIDE_ASSIGN_OR_RETURN(const std::shared_ptr<const MappedFile> file, MappedFile::Open(path));
  const int64_t bytes = static_cast<int64_t>(file->bytes().size());
  if (bytes != expected.bytes) {
    return absl::DataLossError(
        absl::StrCat(path, ": expected ", expected.bytes, " bytes, found ", bytes));
  }
  const std::string sha256 = Sha256(file->bytes());
  if (sha256 != expected.sha256) {
    return absl::DataLossError(
        absl::StrCat(path, ": expected sha256 ", expected.sha256, ", found ", sha256));
  }
  return absl::OkStatus();
}

}  // namespace stride
