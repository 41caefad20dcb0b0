#include "stride/data/transform/random_apply.h"

#include <utility>

#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct RandomApplySpec {
  static constexpr char kName[] = "random_apply";
  TransformPtr transform;
  double p = 0.5;

  void Visit(Arguments& arguments) {
    arguments("transform", transform);
    arguments("p", p);
  }
  absl::Status Prepare() {
    if (transform == nullptr) return absl::InvalidArgumentError("expected a transform, found none");
    return CheckBetween("p", p, 0, 1);
  }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    return transform->Apply(std::move(image), random);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomApplySpec);

}  // namespace

TransformPtr RandomApply(TransformPtr transform, double p) {
  return MakeTransform(RandomApplySpec{std::move(transform), p});
}

}  // namespace stride
