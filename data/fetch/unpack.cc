#include "stride/data/fetch/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

namespace fs = std::filesystem;

using Reader = std::unique_ptr<archive, int (*)(archive*)>;
using Writer = std::unique_ptr<archive, int (*)(archive*)>;

constexpr size_t kBlock = 1 << 16;

// What libarchive says about its last failure, of the disk or of the archive.
absl::Status Failure(archive* from, const std::string& where) {
  const char* text = archive_error_string(from);
  const std::string message = absl::StrCat(where, ": ", text ? text : "unknown error");
  const int error = archive_errno(from);
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return absl::ResourceExhaustedError(
          absl::StrCat(message, ": ", std::strerror(error), "; free some space and try again"));
    case EACCES:
    case EPERM:
    case EROFS:
    case EIO:
      return absl::ErrnoToStatus(error, message);
    default:
      return absl::DataLossError(message);
  }
}

// Why an entry is not let in, or "".
std::string Objection(archive_entry* entry, absl::string_view path) {
  if (path.empty()) return "no name";
  if (absl::StartsWith(path, "/")) return "an absolute path";
  for (const absl::string_view part : absl::StrSplit(path, '/')) {
    if (part == "..") return "a path that leads upwards";
  }
  if (archive_entry_hardlink(entry) || archive_entry_symlink(entry)) return "a link";
  const auto type = archive_entry_filetype(entry);
  return type == AE_IFREG || type == AE_IFDIR ? "" : "neither a file nor a folder";
}

absl::Status UnpackEntry(const std::string& name, archive* reader, archive_entry* entry,
                         archive* writer, const std::string& root) {
  const char* path = archive_entry_pathname(entry);
  const std::string relative = path ? path : "";
  const std::string where = absl::StrCat(name, ": entry \"", absl::CEscape(relative), "\"");
  const std::string objection = Objection(entry, relative);
  if (!objection.empty()) {
    return absl::DataLossError(absl::StrCat(
        where, ": expected a file or a folder inside the archive's own, found ", objection));
  }
  archive_entry_set_pathname(entry, absl::StrCat(root, "/", relative).c_str());
  archive_entry_set_perm(entry, archive_entry_filetype(entry) == AE_IFDIR ? 0755 : 0644);
  if (archive_read_extract2(reader, entry, writer) != ARCHIVE_OK) return Failure(reader, where);
  return absl::OkStatus();
}

absl::Status UnpackAll(const std::string& name, const std::string& root) {
  const Reader reader(archive_read_new(), archive_read_free);
  archive_read_support_format_tar(reader.get());
  archive_read_support_filter_gzip(reader.get());
  if (archive_read_open_filename(reader.get(), name.c_str(), kBlock) != ARCHIVE_OK) {
    return Failure(reader.get(), name);
  }
  const Writer writer(archive_write_disk_new(), archive_write_free);
  archive_write_disk_set_options(writer.get(),
                                 ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_SYMLINKS);
  archive_entry* entry = nullptr;
  int result;
  while ((result = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
    STRIDE_RETURN_IF_ERROR(UnpackEntry(name, reader.get(), entry, writer.get(), root));
  }
  if (result != ARCHIVE_EOF) return Failure(reader.get(), name);
  if (archive_write_close(writer.get()) != ARCHIVE_OK) return Failure(writer.get(), name);
  return absl::OkStatus();
}

// Everything that was written to the file system of `folder` is on the disk.
absl::Status Sync(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && syncfs(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) close(descriptor);
  return synced ? absl::OkStatus() : absl::ErrnoToStatus(error, "cannot write " + folder);
}

absl::Status UnpackAndCheck(const std::string& archive, const std::string& root,
                            const std::string& folder,
                            const std::function<absl::Status(const std::string&)>& check) {
  STRIDE_RETURN_IF_ERROR(UnpackAll(archive, root));
  const std::string unpacked = absl::StrCat(root, "/", folder);
  if (!fs::is_directory(fs::symlink_status(unpacked))) {
    return absl::DataLossError(
        absl::StrCat(archive, ": expected a folder ", folder, " in it, found none"));
  }
  STRIDE_RETURN_IF_ERROR(check(unpacked));
  return Sync(unpacked);
}

}  // namespace

absl::Status Unpack(const std::string& archive, const std::string& parent,
                    const std::string& folder,
                    const std::function<absl::Status(const std::string& unpacked)>& check) {
  std::error_code error;
  // libarchive follows no link on its way, so the way must have none.
  const fs::path real_parent = fs::canonical(parent, error);
  if (error) return absl::ErrnoToStatus(error.value(), "cannot open the folder " + parent);
  const std::string final = real_parent / folder;
  const std::string temporary = final + ".part";
  fs::remove_all(temporary, error);
  STRIDE_RETURN_IF_ERROR(MakeDirectories(temporary));
  absl::Status status = UnpackAndCheck(archive, temporary, folder, check);
  if (status.ok() && std::rename((temporary + "/" + folder).c_str(), final.c_str()) != 0) {
    status = absl::ErrnoToStatus(errno, "cannot write " + final);
  }
  fs::remove_all(temporary, error);
  return status;
}

}  // namespace stride
