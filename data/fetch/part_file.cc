#include "stride/data/fetch/part_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "absl/strings/str_cat.h"

namespace stride {

PartFile::PartFile(const std::string& path)
    : path_(path),
      part_path_(path + ".part"),
      file_(open(part_path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {
  struct stat status;
  if (file_ < 0 || fstat(file_, &status) != 0) {
    Fail(errno);
  } else {
    size_ = status.st_size;
  }
}

PartFile::~PartFile() {
  if (file_ < 0) return;
  close(file_);
  if (size_ == 0) unlink(part_path_.c_str());
}

void PartFile::Fail(int error) {
  if (!status_.ok()) return;
  status_ = absl::ErrnoToStatus(error, absl::StrCat("cannot write ", part_path_));
  if (absl::IsResourceExhausted(status_)) {
    status_ = absl::ResourceExhaustedError(absl::StrCat(
        status_.message(), "; free some space and try again, ", size_, " bytes are kept"));
  }
}

bool PartFile::Append(absl::string_view bytes) {
  while (status_.ok() && !bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      Fail(errno);
      break;
    }
    bytes.remove_prefix(written);
    size_ += written;
  }
  return status_.ok();
}

void PartFile::Clear() {
  if (!status_.ok() || size_ == 0) return;
  if (ftruncate(file_, 0) != 0) return Fail(errno);
  size_ = 0;
}

absl::Status PartFile::Publish() {
  if (status_.ok() && (fsync(file_) != 0 || std::rename(part_path_.c_str(), path_.c_str()) != 0)) {
    Fail(errno);
  }
  return status_;
}

}  // namespace stride
