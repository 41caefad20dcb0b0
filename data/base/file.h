// Whole files, read and written without ever leaving half of one behind.
#ifndef STRIDE_DATA_BASE_FILE_H_
#define STRIDE_DATA_BASE_FILE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace stride {

// NotFound, PermissionDenied or Unavailable, with the path and the system's reason.
absl::StatusOr<std::string> ReadFile(const std::string& path);

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
