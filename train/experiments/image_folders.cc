#include "stride/train/experiments/image_folders.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/image_folder.h"
#include "stride/data/dataset/views.h"

namespace stride {
namespace {

constexpr uint64_t kSplitSeed = 1;

bool IsFolder(const std::string& path) {
  std::error_code none;
  return std::filesystem::is_directory(path, none);
}

absl::StatusOr<TrainAndTest> SplitFolder(const std::string& folder) {
  STRIDE_ASSIGN_OR_RETURN(const DatasetPtr all, OpenImageFolder(folder));
  const int64_t test = all->size() / 5;
  STRIDE_ASSIGN_OR_RETURN(const std::vector<DatasetPtr> parts,
                          RandomSplit(all, {all->size() - test, test}, kSplitSeed));
  return TrainAndTest{parts[0], parts[1]};
}

}  // namespace

bool HasTrainFolder(const std::string& folder) { return IsFolder(folder + "/train"); }

absl::StatusOr<TrainAndTest> OpenImageFolders(const std::string& folder) {
  if (!HasTrainFolder(folder)) return SplitFolder(folder);
  TrainAndTest both;
  STRIDE_ASSIGN_OR_RETURN(both.train, OpenImageFolder(folder + "/train"));
  ImageFolderOptions test;
  test.expected_classes = both.train->class_names();
  const bool has_val = IsFolder(folder + "/val") && !IsFolder(folder + "/test");
  STRIDE_ASSIGN_OR_RETURN(both.test, OpenImageFolder(folder + (has_val ? "/val" : "/test"), test));
  return both;
}

}  // namespace stride
