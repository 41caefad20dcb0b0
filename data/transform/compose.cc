#include "stride/data/transform/compose.h"

#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "glog/logging.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

class ComposeTransform : public Transform {
 public:
  explicit ComposeTransform(std::vector<TransformPtr> transforms)
      : transforms_(std::move(transforms)) {
    for (const TransformPtr& transform : transforms_) CHECK(transform != nullptr);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const override {
    for (const TransformPtr& transform : transforms_) {
      STRIDE_ASSIGN_OR_RETURN(image, transform->Apply(std::move(image), random));
    }
    return image;
  }

  std::string ToString() const override {
    return absl::StrJoin(transforms_, " | ", [](std::string* out, const TransformPtr& transform) {
      out->append(transform->ToString());
    });
  }

 private:
  std::vector<TransformPtr> transforms_;
};

}  // namespace

TransformPtr Compose(std::vector<TransformPtr> transforms) {
  return std::make_shared<ComposeTransform>(std::move(transforms));
}

}  // namespace stride
