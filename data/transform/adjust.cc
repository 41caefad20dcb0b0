#include "stride/data/transform/adjust.h"

#include <cmath>
#include <utility>

#include "glog/logging.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/grey.h"
#include "stride/data/transform/blend.h"
#include "stride/data/transform/hsv.h"
#include "stride/data/transform/pixel_table.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

Image BlendWithLevel(uint8_t from, Image image, double factor) {
  CHECK_GE(factor, 0);
  return ApplyTables(std::move(image), {BlendTable(from, factor)});
}

uint8_t MeanLevel(const Image& grey) {
  int64_t sum = 0;
  for (int64_t i = 0; i < grey.size_bytes(); ++i) sum += grey.data()[i];
  return static_cast<uint8_t>(std::floor(static_cast<double>(sum) / grey.size_bytes() + 0.5));
}

// Pillow's ImageFilter.SMOOTH: 1 for each neighbour and 5 for the pixel itself, over 13, rounded.
Image Smooth(const Image& image) {
  Image out = image;
  const int channels = image.channels();
  const int64_t row_bytes = int64_t{image.width()} * channels;
  uint8_t* to = out.mutable_data();
  for (int y = 1; y < image.height() - 1; ++y) {
    const uint8_t* row = image.row(y);
    for (int64_t i = channels; i < row_bytes - channels; ++i) {
      const auto three = [&](const uint8_t* at) { return at[-channels] + at[0] + at[channels]; };
      const int sum = three(row + i - row_bytes) + three(row + i) + three(row + i + row_bytes);
      to[y * row_bytes + i] = static_cast<uint8_t>((2 * (sum + 4 * row[i]) + 13) / 26);
    }
  }
  return out;
}

struct RandomAdjustSharpnessSpec {
  static constexpr char kName[] = "random_adjust_sharpness";
  double sharpness_factor = -1;  // to be given
  double p = 0.5;

  void Visit(Arguments& arguments) {
    arguments("sharpness_factor", sharpness_factor);
    arguments("p", p);
  }
  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("sharpness_factor", sharpness_factor, 0));
    return CheckBetween("p", p, 0, 1);
  }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    return AdjustSharpness(std::move(image), sharpness_factor);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomAdjustSharpnessSpec);

}  // namespace

Image AdjustBrightness(Image image, double factor) {
  return BlendWithLevel(0, std::move(image), factor);
}

Image AdjustContrast(Image image, double factor) {
  const uint8_t mean = MeanLevel(ToGrey(image));
  return BlendWithLevel(mean, std::move(image), factor);
}

Image AdjustSaturation(Image image, double factor) {
  CHECK_GE(factor, 0);
  if (image.channels() == 1) return image;
  const Image grey = ToGrey(image);
  return Blend(grey, std::move(image), factor);
}

Image AdjustSharpness(Image image, double factor) {
  CHECK_GE(factor, 0);
  const Image smooth = Smooth(image);
  return Blend(smooth, std::move(image), factor);
}

Image AdjustHue(Image image, double factor) {
  CHECK(factor >= -0.5 && factor <= 0.5) << factor;
  if (image.channels() == 1) return image;
  const int turn = static_cast<int>(factor * 255);
  uint8_t* const samples = image.mutable_data();
  for (uint8_t* rgb = samples; rgb != samples + image.size_bytes(); rgb += 3) {
    Hsv hsv = RgbToHsv(rgb);
    hsv.hue = static_cast<uint8_t>(hsv.hue + turn);
    HsvToRgb(hsv, rgb);
  }
  return image;
}

TransformPtr RandomAdjustSharpness(double sharpness_factor, double p) {
  return MakeTransform(RandomAdjustSharpnessSpec{sharpness_factor, p});
}

}  // namespace stride
