#include "stride/data/transform/compose.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "glog/logging.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/part_transform.h"

namespace stride {
namespace {

std::string Text(const std::vector<TransformPtr>& transforms) {
  return absl::StrJoin(transforms, " | ", [](std::string* out, const TransformPtr& transform) {
    out->append(transform->ToString());
  });
}

absl::StatusOr<Image> ApplyFrom(size_t first, const std::vector<TransformPtr>& transforms,
                                Image image, RandomStream& random) {
  for (size_t i = first; i < transforms.size(); ++i) {
    STRIDE_ASSIGN_OR_RETURN(image, transforms[i]->Apply(std::move(image), random));
  }
  return image;
}

class ComposeTransform : public Transform {
 public:
  explicit ComposeTransform(std::vector<TransformPtr> transforms)
      : transforms_(std::move(transforms)) {}

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const override {
    return ApplyFrom(0, transforms_, std::move(image), random);
  }
  std::string ToString() const override { return Text(transforms_); }

 private:
  std::vector<TransformPtr> transforms_;
};

class ComposePartTransform : public PartTransform {
 public:
  ComposePartTransform(const PartTransform& first, std::vector<TransformPtr> transforms)
      : first_(first), transforms_(std::move(transforms)) {}

  ImageBox ChoosePart(int height, int width, RandomStream& random) const override {
    return first_.ChoosePart(height, width, random);
  }
  absl::StatusOr<Image> ApplyToPart(const ImagePart& part, RandomStream& random) const override {
    STRIDE_ASSIGN_OR_RETURN(Image image, first_.ApplyToPart(part, random));
    return ApplyFrom(1, transforms_, std::move(image), random);
  }
  std::string ToString() const override { return Text(transforms_); }

 private:
  const PartTransform& first_;  // of transforms_
  std::vector<TransformPtr> transforms_;
};

}  // namespace

TransformPtr Compose(std::vector<TransformPtr> transforms) {
  for (const TransformPtr& transform : transforms) CHECK(transform != nullptr);
  const auto* first =
      transforms.empty() ? nullptr : dynamic_cast<const PartTransform*>(transforms[0].get());
  if (first == nullptr) return std::make_shared<ComposeTransform>(std::move(transforms));
  return std::make_shared<ComposePartTransform>(*first, std::move(transforms));
}

}  // namespace stride
