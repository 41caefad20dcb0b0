#include "stride/data/dataset/in_memory.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

class InMemoryDataset : public Dataset {
 public:
  explicit InMemoryDataset(InMemoryImages images)
      : images_(std::make_shared<const InMemoryImages>(std::move(images))) {}

  int64_t size() const override { return static_cast<int64_t>(images_->labels.size()); }
  const std::vector<std::string>& class_names() const override { return images_->class_names; }

  absl::StatusOr<Example> Get(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    const InMemoryImages& all = *images_;
    const int64_t image_bytes = int64_t{all.height} * all.width * all.channels;
    return Example{Image::View(all.pixels.data() + index * image_bytes, all.height, all.width,
                               all.channels, images_),
                   all.labels[index]};
  }

  std::string Id(int64_t index) const override {
    return absl::StrCat(images_->id_prefix, "/", index);
  }

 private:
  std::shared_ptr<const InMemoryImages> images_;  // views keep it alive
};

}  // namespace

absl::StatusOr<DatasetPtr> MakeInMemoryDataset(InMemoryImages images) {
  if (images.height < 1 || images.width < 1 || (images.channels != 1 && images.channels != 3)) {
    return absl::InvalidArgumentError(
        absl::StrCat(images.id_prefix, ": images of ", images.height, "x", images.width, "x",
                     images.channels, "; sizes must be at least 1 and channels 1 or 3"));
  }
  const int64_t count = static_cast<int64_t>(images.labels.size());
  const int64_t expected = count * images.height * images.width * images.channels;
  if (static_cast<int64_t>(images.pixels.size()) != expected) {
    return absl::InvalidArgumentError(absl::StrCat(images.id_prefix, ": ", count, " labels need ",
                                                   expected, " bytes of pixels, there are ",
                                                   images.pixels.size()));
  }
  const int64_t classes = static_cast<int64_t>(images.class_names.size());
  for (int64_t i = 0; i < count; ++i) {
    if (images.labels[i] < 0 || images.labels[i] >= classes) {
      return absl::InvalidArgumentError(absl::StrCat(images.id_prefix, "/", i, ": label ",
                                                     images.labels[i], " is not one of the ",
                                                     classes, " classes, 0 to ", classes - 1));
    }
  }
  return DatasetPtr(std::make_shared<InMemoryDataset>(std::move(images)));
}

}  // namespace stride
