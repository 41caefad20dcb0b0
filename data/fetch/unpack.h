// Unpacks archives that nobody vouches for.
#ifndef STRIDE_DATA_FETCH_UNPACK_H_
#define STRIDE_DATA_FETCH_UNPACK_H_

#include <functional>
#include <string>

#include "absl/status/status.h"

namespace stride {

// Unpacks a tar, plain or compressed by gzip, whose top folder is `folder`, to `parent`/`folder`,
// which must not be there yet. All happens in `parent`/`folder`.part, which is renamed when `check`
// has agreed to what lies there, so that `parent`/`folder` is never a part of it, and removed on
// any error. What an earlier, interrupted call left of it is removed too.
//
// Only files and folders are accepted. DataLoss, with the archive and the entry: an absolute path,
// `..`, a link or a device, a damaged or cut archive, no such top folder. Errors of the disk as
// absl::ErrnoToStatus has them; those of `check` as they are.
absl::Status Unpack(const std::string& archive, const std::string& parent,
                    const std::string& folder,
                    const std::function<absl::Status(const std::string& unpacked)>& check);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_UNPACK_H_
