#include "stride/train/log/run_directory.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

namespace fs = std::filesystem;

absl::Status CannotMake(const fs::path& folder, const std::error_code& error) {
  return absl::UnavailableError(
      absl::StrCat(folder.string(), ": cannot make the run's folder: ", error.message()));
}

// False where the name is taken.
absl::StatusOr<bool> MakeWithConfig(const fs::path& folder, const std::string& config) {
  std::error_code error;
  const fs::path partial = folder.string() + ".partial";
  if (fs::exists(folder, error)) return false;
  const bool made = fs::create_directory(partial, error);
  if (error) return CannotMake(partial, error);
  if (!made) return false;
  const absl::Status written = WriteFileAtomically(partial / "config.json", config);
  if (written.ok()) fs::rename(partial, folder, error);
  if (written.ok() && !error) return true;
  std::error_code ignored;
  fs::remove_all(partial, ignored);
  if (!written.ok()) return written;
  if (error == std::errc::directory_not_empty || error == std::errc::file_exists) return false;
  return CannotMake(folder, error);
}

}  // namespace

absl::StatusOr<std::string> CreateRunDirectory(const RunDirectoryOptions& options,
                                               const nlohmann::json& config) {
  const fs::path parent = UserPath(options.parent);
  STRIDE_RETURN_IF_ERROR(MakeDirectories(parent));
  const std::string time =
      absl::FormatTime("%Y-%m-%d-%H%M%S", options.start, absl::LocalTimeZone());
  for (int number = 1; number < 1000; ++number) {
    const std::string suffix = number == 1 ? "" : absl::StrCat("-", number);
    const fs::path folder = parent / absl::StrCat(options.name, "-", time, suffix);
    STRIDE_ASSIGN_OR_RETURN(const bool made, MakeWithConfig(folder, config.dump(2) + "\n"));
    if (made) return folder.string();
  }
  return absl::ResourceExhaustedError(
      absl::StrCat(parent.string(), ": no name left for a run of ", options.name, " at ", time));
}

}  // namespace stride
