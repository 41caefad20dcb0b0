#include "stride/data/fetch/fetch_dataset.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/fetch/progress.h"
#include "stride/data/fetch/unpack.h"

namespace stride {
namespace {

namespace fs = std::filesystem;

// Keeps other processes from working in a folder; ends with the process, however that ends.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder)
      : folder_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ < 0) {
      status_ = absl::ErrnoToStatus(errno, "cannot open the folder " + folder);
    } else if (flock(folder_, LOCK_EX | LOCK_NB) != 0) {
      status_ = absl::UnavailableError("another fetch is at work in " + folder);
    }
  }
  ~FolderLock() {
    if (folder_ >= 0) close(folder_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  const absl::Status& status() const { return status_; }

 private:
  const int folder_;
  absl::Status status_;
};

bool IsThere(const std::string& path) {
  std::error_code none;
  return fs::exists(path, none);
}

absl::Status CheckUnpacked(const std::string& folder, const PublicDataset& dataset) {
  for (const DatasetFile& file : dataset.unpacked) {
    const std::string path = absl::StrCat(folder, "/", file.name);
    std::error_code error;
    const auto found = static_cast<int64_t>(fs::file_size(path, error));
    if (!error && found == file.bytes) continue;
    return absl::DataLossError(absl::StrCat(path, ": expected ", file.bytes, " bytes, found ",
                                            error ? error.message() : absl::StrCat(found),
                                            "; remove ", folder, " to unpack it again"));
  }
  return absl::OkStatus();
}

// What is there is not replaced: it may be somebody's own.
absl::Status CheckGiven(const std::string& path, const DatasetArchive& archive,
                        absl::string_view way_out) {
  absl::Status status = CheckFile(path, archive.identity);
  if (!absl::IsDataLoss(status)) return status;
  return absl::DataLossError(absl::StrCat(status.message(), "; it is not the official ",
                                          archive.name, ", ", way_out, " to download that"));
}

std::vector<std::string> AddressesOf(const DatasetArchive& archive, const PublicDataset& dataset,
                                     const FetchOptions& options) {
  if (!options.mirror.empty()) {
    const char* slash = absl::EndsWith(options.mirror, "/") ? "" : "/";
    return {absl::StrCat(options.mirror, slash, archive.name)};
  }
  std::vector<std::string> addresses;
  for (const std::string& base : dataset.addresses) {
    addresses.push_back(absl::StrCat(base, archive.name));
  }
  return addresses;
}

absl::StatusOr<int64_t> DownloadArchive(const DatasetArchive& archive, const std::string& path,
                                        const PublicDataset& dataset, const FetchOptions& options) {
  DownloadProgress progress(archive.name, archive.identity.bytes, *options.output, options.live);
  DownloadOptions download = options.download;
  download.progress = [&](int64_t done) { progress(done); };
  absl::StatusOr<int64_t> bytes =
      Download(AddressesOf(archive, dataset, options), path, archive.identity, download);
  if (!absl::IsUnavailable(bytes.status())) return bytes;
  return absl::UnavailableError(
      absl::StrCat("cannot download ", bytes.status().message(),
                   "; try again later, give another base address as --mirror=URL, or put the file "
                   "there as ",
                   path));
}

// Returns the bytes that were downloaded: none where the archive is there.
absl::StatusOr<int64_t> ObtainArchive(const DatasetArchive& archive, const std::string& path,
                                      const PublicDataset& dataset, const FetchOptions& options) {
  if (!IsThere(path)) return DownloadArchive(archive, path, dataset, options);
  STRIDE_RETURN_IF_ERROR(CheckGiven(path, archive, "remove it"));
  return 0;
}

absl::StatusOr<FetchedDataset> FetchAsItIs(const PublicDataset& dataset,
                                           const FetchOptions& options) {
  FetchedDataset fetched{absl::StrCat(options.output_dir, "/", dataset.folder), 0, false};
  STRIDE_RETURN_IF_ERROR(MakeDirectories(fetched.folder));
  for (const DatasetArchive& archive : dataset.archives) {
    const std::string path = absl::StrCat(fetched.folder, "/", archive.name);
    STRIDE_ASSIGN_OR_RETURN(const int64_t bytes, ObtainArchive(archive, path, dataset, options));
    fetched.bytes += bytes;
  }
  fetched.was_there = fetched.bytes == 0;
  return fetched;
}

absl::StatusOr<FetchedDataset> FetchAndUnpack(const PublicDataset& dataset,
                                              const FetchOptions& options) {
  FetchedDataset fetched{absl::StrCat(options.output_dir, "/", dataset.folder), 0, false};
  const auto check = [&](const std::string& folder) { return CheckUnpacked(folder, dataset); };
  if (IsThere(fetched.folder)) {
    STRIDE_RETURN_IF_ERROR(check(fetched.folder));
    fetched.was_there = true;
    return fetched;
  }
  const DatasetArchive& archive = dataset.archives.front();
  std::string path = options.archive;
  if (path.empty()) {
    path = absl::StrCat(options.output_dir, "/", archive.name);
    STRIDE_ASSIGN_OR_RETURN(fetched.bytes, ObtainArchive(archive, path, dataset, options));
  } else {
    STRIDE_RETURN_IF_ERROR(CheckGiven(path, archive, "leave out --archive"));
  }
  *options.output << "unpacking " << archive.name << std::endl;
  STRIDE_RETURN_IF_ERROR(Unpack(path, options.output_dir, dataset.folder, check));
  return fetched;
}

}  // namespace

absl::StatusOr<FetchedDataset> FetchDataset(const PublicDataset& dataset,
                                            const FetchOptions& options) {
  if (!options.archive.empty() && dataset.unpacked.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--archive=", options.archive, ": ", dataset.name, " has ", dataset.archives.size(),
        " archives; put them into ", options.output_dir, "/", dataset.folder, " instead"));
  }
  STRIDE_RETURN_IF_ERROR(MakeDirectories(options.output_dir));
  const FolderLock lock(options.output_dir);
  STRIDE_RETURN_IF_ERROR(lock.status());
  return dataset.unpacked.empty() ? FetchAsItIs(dataset, options)
                                  : FetchAndUnpack(dataset, options);
}

}  // namespace stride
