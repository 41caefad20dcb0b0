#include "stride/data/transform/auto_augment.h"

#include <algorithm>
#include <utility>

#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/warp.h"

namespace stride {
namespace {

constexpr int kAutoAugmentBins = 10;

struct AutoAugmentSpec : AugmentPixels {
  static constexpr char kName[] = "auto_augment";
  AutoAugmentPolicy policy = AutoAugmentPolicy::kImagenet;
  AugmentationSpace space;

  void Visit(Arguments& arguments) {
    arguments("policy", policy);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    space = AutoAugmentSpace();
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    const auto& policies = SubPolicies(policy);
    const SubPolicy& steps = policies[random.UniformInt(0, policies.size())];
    for (const PolicyStep& step : steps) {
      const bool happens = random.Bernoulli(step.p);
      const bool negative = random.Bernoulli(0.5);
      if (!happens) continue;
      const double magnitude = Magnitude(step, negative, image);
      STRIDE_ASSIGN_OR_RETURN(image,
                              ApplyOperation(step.operation, magnitude, *this, std::move(image)));
    }
    return image;
  }

  double Magnitude(const PolicyStep& step, bool negative, const Image& image) const {
    const auto range = std::find_if(space.begin(), space.end(), [&](const OperationRange& entry) {
      return entry.operation == step.operation;
    });
    const double magnitude = range->Magnitude(step.bin, kAutoAugmentBins, image);
    return range->is_signed() && negative ? -magnitude : magnitude;
  }
};
STRIDE_REGISTER_TRANSFORM(AutoAugmentSpec);

struct RandAugmentSpec : RandAugmentOptions {
  static constexpr char kName[] = "rand_augment";
  AugmentationSpace space;

  void Visit(Arguments& arguments) {
    arguments("num_ops", num_ops);
    arguments("magnitude", magnitude);
    arguments("num_magnitude_bins", num_magnitude_bins);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    space = RandAugmentSpace();
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("num_ops", num_ops, 0));
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("num_magnitude_bins", num_magnitude_bins, 2));
    STRIDE_RETURN_IF_ERROR(CheckBetween("magnitude", magnitude, 0, num_magnitude_bins - 1));
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    const MagnitudeBins bins = {magnitude, magnitude + 1, num_magnitude_bins};
    for (int i = 0; i < num_ops; ++i) {
      STRIDE_ASSIGN_OR_RETURN(image,
                              ApplyRandomOperation(space, bins, *this, std::move(image), random));
    }
    return image;
  }
};
STRIDE_REGISTER_TRANSFORM(RandAugmentSpec);

struct TrivialAugmentWideSpec : AugmentPixels {
  static constexpr char kName[] = "trivial_augment_wide";
  int num_magnitude_bins = 31;
  AugmentationSpace space;

  void Visit(Arguments& arguments) {
    arguments("num_magnitude_bins", num_magnitude_bins);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    space = TrivialAugmentWideSpace();
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("num_magnitude_bins", num_magnitude_bins, 2));
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    const MagnitudeBins bins = {0, num_magnitude_bins, num_magnitude_bins};
    return ApplyRandomOperation(space, bins, *this, std::move(image), random);
  }
};
STRIDE_REGISTER_TRANSFORM(TrivialAugmentWideSpec);

}  // namespace

TransformPtr AutoAugment(AutoAugmentPolicy policy, const AugmentPixels& pixels) {
  return MakeTransform(AutoAugmentSpec{pixels, policy, {}});
}

TransformPtr RandAugment(const RandAugmentOptions& options) {
  return MakeTransform(RandAugmentSpec{options, {}});
}

TransformPtr TrivialAugmentWide(int num_magnitude_bins, const AugmentPixels& pixels) {
  return MakeTransform(TrivialAugmentWideSpec{pixels, num_magnitude_bins, {}});
}

}  // namespace stride
