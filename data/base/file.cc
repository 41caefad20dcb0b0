#include "stride/data/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

absl::Status SystemError(absl::string_view action, const std::string& path, int error) {
  const std::string message = absl::StrCat(action, " ", path, ": ", std::strerror(error));
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError(message);
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::PermissionDeniedError(message);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return absl::ResourceExhaustedError(absl::StrCat(message, "; free some space and try again"));
    default:
      return absl::UnavailableError(message);
  }
}

// An open file; closes it when it goes.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int value() const { return value_; }
  bool Close() { return close(std::exchange(value_, -1)) == 0; }

 private:
  int value_;
};

struct OpenFile {
  Descriptor descriptor;
  int64_t size;
};

absl::StatusOr<OpenFile> OpenToRead(const std::string& path) {
  Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.value() < 0) return SystemError("cannot read", path, errno);
  struct stat status;
  if (fstat(file.value(), &status) != 0) return SystemError("cannot read", path, errno);
  if (S_ISDIR(status.st_mode)) return SystemError("cannot read", path, EISDIR);
  return OpenFile{std::move(file), status.st_size};
}

absl::Status Append(int file, absl::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError("cannot write", path, errno);
    bytes.remove_prefix(written);
  }
  return absl::OkStatus();
}

// A rename lasts through a power cut only once its folder is on the disk too.
void SyncFolderOf(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  Descriptor directory(open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY));
  if (directory.value() >= 0) fsync(directory.value());
}

absl::Status WriteAndRename(const std::string& path, const std::string& temporary, Descriptor& file,
                            const std::function<absl::Status(const AppendFunction&)>& write) {
  STRIDE_RETURN_IF_ERROR(
      write([&](absl::string_view bytes) { return Append(file.value(), bytes, path); }));
  if (fchmod(file.value(), 0644) != 0 || fsync(file.value()) != 0 || !file.Close()) {
    return SystemError("cannot write", path, errno);
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    return SystemError("cannot write", path, errno);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(const OpenFile file, OpenToRead(path));
  std::string bytes(file.size + 1, '\0');  // one more, to see the end without growing
  size_t done = 0;
  while (true) {
    if (done == bytes.size()) bytes.resize(done + 65536);
    const ssize_t got = read(file.descriptor.value(), &bytes[done], bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("cannot read", path, errno);
    if (got == 0) break;
    done += got;
  }
  bytes.resize(done);
  return bytes;
}

absl::StatusOr<std::shared_ptr<const MappedFile>> MappedFile::Open(const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(const OpenFile file, OpenToRead(path));
  const void* data = nullptr;
  if (file.size > 0) {
    data = mmap(nullptr, file.size, PROT_READ, MAP_SHARED, file.descriptor.value(), 0);
    if (data == MAP_FAILED) return SystemError("cannot map", path, errno);
  }
  return std::shared_ptr<const MappedFile>(
      new MappedFile(static_cast<const char*>(data), file.size));
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
}

absl::Status WriteFileAtomically(const std::string& path,
                                 const std::function<absl::Status(const AppendFunction&)>& write) {
  std::string temporary = absl::StrCat(path, ".XXXXXX");
  Descriptor file(mkostemp(&temporary[0], O_CLOEXEC));
  if (file.value() < 0) return SystemError("cannot write", path, errno);
  absl::Status status = WriteAndRename(path, temporary, file, write);
  if (status.ok()) {
    SyncFolderOf(path);
  } else {
    unlink(temporary.c_str());
  }
  return status;
}

absl::Status WriteFileAtomically(const std::string& path, absl::string_view bytes) {
  return WriteFileAtomically(path, [&](const AppendFunction& append) { return append(bytes); });
}

std::string UserPath(const std::string& path) {
  if (path.empty()) return path;
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  const std::filesystem::path base = folder ? folder : std::filesystem::current_path();
  return (base / path).lexically_normal().string();
}

absl::Status MakeDirectories(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return SystemError("cannot make the folder", path, error.value());
  return absl::OkStatus();
}

}  // namespace stride
