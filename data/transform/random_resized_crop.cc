#include "stride/data/transform/random_resized_crop.h"

#include <algorithm>
#include <cmath>

#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

// To the nearest, a half to the even number, as Python rounds.
int Round(double value) { return static_cast<int>(std::nearbyint(value)); }

ImageBox MiddleBox(int height, int width, const Range& ratio) {
  ImageBox box{0, 0, height, width};
  const double whole = static_cast<double>(width) / height;
  if (whole < ratio.low) box.height = std::max(Round(width / ratio.low), 1);
  if (whole > ratio.high) box.width = std::max(Round(height * ratio.high), 1);
  box.top = (height - box.height) / 2;
  box.left = (width - box.width) / 2;
  return box;
}

struct RandomResizedCropSpec : RandomResizedCropOptions {
  static constexpr char kName[] = "random_resized_crop";

  void Visit(Arguments& arguments) {
    arguments("size", size);
    arguments("scale", scale);
    arguments("ratio", ratio);
    arguments("interpolation", interpolation);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckSize("size", size));
    STRIDE_RETURN_IF_ERROR(CheckPositive("scale", scale.low));
    STRIDE_RETURN_IF_ERROR(CheckRange("scale", scale, 0, 1e6));
    STRIDE_RETURN_IF_ERROR(CheckPositive("ratio", ratio.low));
    return CheckRange("ratio", ratio, 0, 1e6);
  }

  ImageBox ChoosePart(int height, int width, RandomStream& random) const {
    return RandomBox(height, width, scale, ratio, random);
  }
  absl::StatusOr<Image> ApplyToPart(const ImagePart& part, RandomStream&) const {
    return Resample(part.image, part.box, size, interpolation);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomResizedCropSpec);

}  // namespace

absl::StatusOr<Image> ResizedCrop(const Image& image, const ImageBox& box, const Size& size,
                                  InterpolationMode interpolation) {
  STRIDE_RETURN_IF_ERROR(CheckSize("size", size));
  STRIDE_ASSIGN_OR_RETURN(const Image crop, Crop(image, box.top, box.left, box.height, box.width));
  return Resample(crop, {0, 0, box.height, box.width}, size, interpolation);
}

ImageBox RandomBox(int height, int width, const Range& scale, const Range& ratio,
                   RandomStream& random) {
  const double log_low = std::log(ratio.low);
  const double log_high = std::log(ratio.high);
  for (int i = 0; i < 10; ++i) {
    const double area = random.Uniform(scale.low, scale.high) * height * width;
    const double shape = std::exp(random.Uniform(log_low, log_high));
    const double wide = std::nearbyint(std::sqrt(area * shape));
    const double high = std::nearbyint(std::sqrt(area / shape));
    if (wide < 1 || wide > width || high < 1 || high > height) continue;
    ImageBox box{0, 0, static_cast<int>(high), static_cast<int>(wide)};
    box.top = static_cast<int>(random.UniformInt(0, height - box.height + 1));
    box.left = static_cast<int>(random.UniformInt(0, width - box.width + 1));
    return box;
  }
  return MiddleBox(height, width, ratio);
}

TransformPtr RandomResizedCrop(const RandomResizedCropOptions& options) {
  return MakeTransform(RandomResizedCropSpec{options});
}

TransformPtr RandomResizedCrop(const Size& size) {
  RandomResizedCropOptions options;
  options.size = size;
  return RandomResizedCrop(options);
}

}  // namespace stride
