// A file from the web to the disk: resumed, checked, and never there by half.
#ifndef STRIDE_DATA_FETCH_DOWNLOAD_H_
#define STRIDE_DATA_FETCH_DOWNLOAD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "stride/data/fetch/sha256.h"

namespace stride {

struct DownloadOptions {
  absl::Duration stall =
      absl::Seconds(30);                    // an answer that brings nothing for so long is given up
  absl::Duration pause = absl::Seconds(2);  // before an address is asked again
  int attempts = 3;                         // at an address, in a row, that bring nothing new
  std::function<void(int64_t done)> progress = [](int64_t) {};  // bytes of the file so far
};

// Downloads the file that `expected` describes from the first of `addresses` (HTTP or HTTPS, with
// redirections) that has it, and returns how many bytes came over the network.
//
// Bytes go to `path`.part, which gets the name `path` once its sum is right. A connection that is
// cut, and a .part that an earlier call left (also one that was killed), are resumed where the
// server can, else begun again. Bytes with a wrong sum are dropped, and fetched once more if a part
// of them was there before. One call at a time may work on a path.
//
// Unavailable: no address had the file; the message says for each why, and how much is kept. As
// absl::ErrnoToStatus has it: the .part cannot be written (it stays, for resuming).
absl::StatusOr<int64_t> Download(const std::vector<std::string>& addresses, const std::string& path,
                                 const FileIdentity& expected, const DownloadOptions& options);

}  // namespace stride

#endif  // STRIDE_DATA_FETCH_DOWNLOAD_H_
