#include "stride/data/transform/random_order.h"

#include <utility>

#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct RandomOrderSpec {
  static constexpr char kName[] = "random_order";
  std::vector<TransformPtr> transforms;

  void Visit(Arguments& arguments) { arguments("transforms", transforms); }
  absl::Status Prepare() { return CheckTransforms(transforms); }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    for (const int64_t i : RandomPermutation(static_cast<int64_t>(transforms.size()), random)) {
      STRIDE_ASSIGN_OR_RETURN(image, transforms[i]->Apply(std::move(image), random));
    }
    return image;
  }
};
STRIDE_REGISTER_TRANSFORM(RandomOrderSpec);

}  // namespace

TransformPtr RandomOrder(std::vector<TransformPtr> transforms) {
  return MakeTransform(RandomOrderSpec{std::move(transforms)});
}

}  // namespace stride
