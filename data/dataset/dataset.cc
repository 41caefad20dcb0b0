#include "stride/data/dataset/dataset.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {

absl::StatusOr<ExamplePart> Dataset::GetPart(int64_t index, BoxChooser choose) const {
  STRIDE_ASSIGN_OR_RETURN(Example example, Get(index));
  const ImageBox box = choose(example.image.height(), example.image.width());
  return ExamplePart{std::move(example), box};
}

absl::Status CheckIndex(int64_t index, int64_t size) {
  if (index >= 0 && index < size) return absl::OkStatus();
  return absl::OutOfRangeError(
      absl::StrCat("example ", index, " of a data set of ", size, " examples"));
}

absl::Status CheckFolder(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (std::filesystem::is_directory(status)) return absl::OkStatus();
  if (std::filesystem::exists(status)) {
    return absl::NotFoundError(absl::StrCat("expected a data folder, found a file: ", path));
  }
  return absl::NotFoundError(
      absl::StrCat("no such data folder: ", path, " (", error.message(), ")"));
}

}  // namespace stride
