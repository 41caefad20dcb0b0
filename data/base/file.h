// Whole files: read, mapped into memory, and written without ever leaving half of one behind.
#ifndef STRIDE_DATA_BASE_FILE_H_
#define STRIDE_DATA_BASE_FILE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace stride {

// NotFound, PermissionDenied or Unavailable, with the path and the system's reason.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// A file whose bytes come from the disk as they are looked at. Immutable, and read by many threads
// at once. Whoever makes the file shorter while it is mapped ends the program (SIGBUS); replacing
// it, as WriteFileAtomically does, changes nothing here.
class MappedFile {
 public:
  // Errors as of ReadFile.
  static absl::StatusOr<std::shared_ptr<const MappedFile>> Open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  absl::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, size_t size) : data_(data), size_(size) {}

  const char* const data_;  // null when there are none
  const size_t size_;
};

// Appends bytes to the file that is being written.
using AppendFunction = std::function<absl::Status(absl::string_view bytes)>;

// Replaces `path` by what `write` appends: first into a file beside it, synced to the disk, then
// renamed. On any error (disk full, no permission, an error of `write`) what stood at `path` still
// stands and nothing else is left.
absl::Status WriteFileAtomically(const std::string& path,
                                 const std::function<absl::Status(const AppendFunction&)>& write);
absl::Status WriteFileAtomically(const std::string& path, absl::string_view bytes);

// A path that the user gave: relative to where `bazel run` was typed (BUILD_WORKING_DIRECTORY),
// else to the current folder. "" stays "".
std::string UserPath(const std::string& path);

// Makes the folder and those above it; one that exists is no error.
absl::Status MakeDirectories(const std::string& path);

}  // namespace stride

#endif  // STRIDE_DATA_BASE_FILE_H_
