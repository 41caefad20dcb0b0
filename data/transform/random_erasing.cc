#include "stride/data/transform/random_erasing.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

constexpr int kTries = 10;

// `level(channel)` for every sample of the rectangle, which is within the image.
template <typename Level>
void SetSamples(Image& image, int top, int left, int height, int width, Level level) {
  const int channels = image.channels();
  uint8_t* const samples = image.mutable_data();
  for (int y = top; y < top + height; ++y) {
    uint8_t* to = samples + (int64_t{y} * image.width() + left) * channels;
    for (int i = 0; i < width * channels; ++i) *to++ = level(i % channels);
  }
}

struct RandomErasingSpec : RandomErasingOptions {
  static constexpr char kName[] = "random_erasing";

  void Visit(Arguments& arguments) {
    arguments("p", p);
    arguments("scale", scale);
    arguments("ratio", ratio);
    arguments("value", value);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckBetween("p", p, 0, 1));
    STRIDE_RETURN_IF_ERROR(CheckRange("scale", scale, 0, 1));
    STRIDE_RETURN_IF_ERROR(CheckPositive("ratio", ratio.low));
    return CheckRange("ratio", ratio, 0, 1e6);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (value.fill) STRIDE_RETURN_IF_ERROR(value.fill->Check(image.channels()));
    if (!random.Bernoulli(p)) return image;
    const double pixels = static_cast<double>(image.height()) * image.width();
    for (int i = 0; i < kTries; ++i) {
      const double area = pixels * random.Uniform(scale.low, scale.high);
      const double aspect = std::exp(random.Uniform(std::log(ratio.low), std::log(ratio.high)));
      const int height = static_cast<int>(std::nearbyint(std::sqrt(area * aspect)));
      const int width = static_cast<int>(std::nearbyint(std::sqrt(area / aspect)));
      if (height >= image.height() || width >= image.width()) continue;
      const int top = static_cast<int>(random.UniformInt(0, image.height() - height + 1));
      const int left = static_cast<int>(random.UniformInt(0, image.width() - width + 1));
      return EraseAt(std::move(image), top, left, height, width, random);
    }
    return image;
  }

  absl::StatusOr<Image> EraseAt(Image image, int top, int left, int height, int width,
                                RandomStream& random) const {
    if (value.fill) return Erase(std::move(image), top, left, height, width, *value.fill);
    SetSamples(image, top, left, height, width,
               [&](int) { return static_cast<uint8_t>(random.NextUint32() >> 24); });
    return image;
  }
};
STRIDE_REGISTER_TRANSFORM(RandomErasingSpec);

}  // namespace

absl::Status ReadArgument(const TextNode& node, ErasingValue& value) {
  value.fill.reset();
  if (node.kind == TextNode::Kind::kStage && node.text == "random") return absl::OkStatus();
  return ReadArgument(node, value.fill.emplace());
}

std::string WriteArgument(const ErasingValue& value) {
  return value.fill ? WriteArgument(*value.fill) : "random";
}

absl::StatusOr<Image> Erase(Image image, int top, int left, int height, int width,
                            const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(fill.Check(image.channels()));
  if (top < 0 || left < 0 || height < 0 || width < 0 || top > image.height() - height ||
      left > image.width() - width) {
    return absl::InvalidArgumentError(
        absl::StrCat("a rectangle of ", height, "x", width, " at row ", top, ", column ", left,
                     " is not within an image of ", image.height(), "x", image.width()));
  }
  SetSamples(image, top, left, height, width, [&](int channel) { return fill.samples[channel]; });
  return image;
}

TransformPtr RandomErasing(const RandomErasingOptions& options) {
  return MakeTransform(RandomErasingSpec{options});
}

}  // namespace stride
