#include "stride/data/dataset/image_folder.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/image_files.h"

namespace stride {
namespace {

namespace fs = std::filesystem;

constexpr auto kFollow = fs::directory_options::follow_directory_symlink;

bool IsImageName(const fs::path& path) {
  static constexpr const char* kExtensions[] = {".jpg", ".jpeg", ".png",  ".ppm", ".bmp",
                                                ".pgm", ".tif",  ".tiff", ".webp"};
  const std::string extension = absl::AsciiStrToLower(path.extension().string());
  return std::find(std::begin(kExtensions), std::end(kExtensions), extension) !=
         std::end(kExtensions);
}

absl::StatusOr<std::vector<std::string>> FindClasses(const std::string& folder) {
  STRIDE_RETURN_IF_ERROR(CheckFolder(folder));
  std::vector<std::string> classes;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) classes.push_back(entry.path().filename().string());
  }
  if (classes.empty()) {
    return absl::NotFoundError(
        absl::StrCat("no class folder in ", folder, "; expected <class name>/<image file>"));
  }
  std::sort(classes.begin(), classes.end());
  return classes;
}

std::vector<std::string> Without(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b) {
  std::vector<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

absl::Status CheckClasses(const std::string& folder, const std::vector<std::string>& found,
                          std::vector<std::string> expected) {
  std::sort(expected.begin(), expected.end());
  if (found == expected) return absl::OkStatus();
  std::string message =
      absl::StrCat(folder, ": expected a folder for each of ", expected.size(), " classes");
  const std::vector<std::string> missing = Without(expected, found);
  const std::vector<std::string> more = Without(found, expected);
  if (!missing.empty()) absl::StrAppend(&message, "; missing: ", absl::StrJoin(missing, ", "));
  if (!more.empty()) absl::StrAppend(&message, "; not expected: ", absl::StrJoin(more, ", "));
  return absl::NotFoundError(message);
}

absl::Status AppendClass(const std::string& folder, const std::string& name, int64_t label,
                         std::vector<ImageFile>& files) {
  std::vector<std::string> paths;
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(absl::StrCat(folder, "/", name), kFollow)) {
    if (entry.is_regular_file() && IsImageName(entry.path())) {
      paths.push_back(entry.path().lexically_relative(folder).string());
    }
  }
  if (paths.empty()) {
    return absl::NotFoundError(absl::StrCat(
        "no image in the class folder ", folder, "/", name,
        "; expected files that end in .jpg, .png or another extension of an image, or no folder"));
  }
  std::sort(paths.begin(), paths.end());
  for (std::string& path : paths) files.push_back({std::move(path), label, /*line=*/0});
  return absl::OkStatus();
}

absl::StatusOr<DatasetPtr> Open(const std::string& folder, const ImageFolderOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(std::vector<std::string> classes, FindClasses(folder));
  if (!options.expected_classes.empty()) {
    STRIDE_RETURN_IF_ERROR(CheckClasses(folder, classes, options.expected_classes));
  }
  ImageFiles images;
  images.folder = folder;
  images.decode = options.decode;
  for (size_t label = 0; label < classes.size(); ++label) {
    STRIDE_RETURN_IF_ERROR(AppendClass(folder, classes[label], label, images.files));
  }
  images.class_names = std::move(classes);
  return MakeImageFilesDataset(std::move(images));
}

}  // namespace

// What cannot be listed, as links in a circle or a folder of somebody else's, is thrown.
absl::StatusOr<DatasetPtr> OpenImageFolder(const std::string& folder,
                                           const ImageFolderOptions& options) {
  try {
    return Open(folder, options);
  } catch (const fs::filesystem_error& error) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot list the data folder ", folder, ": ", error.code().message(),
                     error.path1().empty() ? "" : " at ", error.path1().string()));
  }
}

}  // namespace stride
