#include "stride/data/dataset/image_files.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

class ImageFilesDataset : public Dataset {
 public:
  explicit ImageFilesDataset(ImageFiles images) : images_(std::move(images)) {}

  int64_t size() const override { return static_cast<int64_t>(images_.files.size()); }
  const std::vector<std::string>& class_names() const override { return images_.class_names; }
  std::string Id(int64_t index) const override { return images_.files[index].path; }

  absl::StatusOr<Example> Get(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    absl::StatusOr<Image> image = ReadImage(PathOf(index), images_.decode);
    if (!image.ok()) return AtLine(index, image.status());
    return Example{*std::move(image), images_.files[index].label};
  }

  absl::StatusOr<ExamplePart> GetPart(int64_t index, BoxChooser choose) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    absl::StatusOr<ImagePart> part = ReadPart(PathOf(index), choose, images_.decode);
    if (!part.ok()) return AtLine(index, part.status());
    return ExamplePart{{std::move(part->image), images_.files[index].label}, part->box};
  }

  absl::StatusOr<std::optional<std::string>> EncodedBytes(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    absl::StatusOr<std::string> bytes = ReadFile(PathOf(index));
    if (!bytes.ok()) return AtLine(index, bytes.status());
    return *std::move(bytes);
  }

 private:
  std::string PathOf(int64_t index) const {
    return (std::filesystem::path(images_.folder) / images_.files[index].path).string();
  }

  absl::Status AtLine(int64_t index, const absl::Status& status) const {
    if (images_.manifest.empty()) return status;
    return absl::Status(
        status.code(),
        absl::StrCat(images_.manifest, ":", images_.files[index].line, ": ", status.message()));
  }

  ImageFiles images_;
};

}  // namespace

DatasetPtr MakeImageFilesDataset(ImageFiles images) {
  return std::make_shared<ImageFilesDataset>(std::move(images));
}

}  // namespace stride
