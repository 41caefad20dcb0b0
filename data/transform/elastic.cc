#include "stride/data/transform/elastic.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/mat.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

// Eight standard deviations, made odd.
int KernelSide(double sigma) { return static_cast<int>(8 * sigma + 1) | 1; }

absl::Status CheckInterpolation(InterpolationMode mode) {
  if (mode == InterpolationMode::kNearest || mode == InterpolationMode::kBilinear) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("interpolation: expected nearest or bilinear, found ", WriteArgument(mode)));
}

// A place of the image: (0, 0) is the middle of the first pixel.
struct Position {
  float x;
  float y;
};

void SampleNearest(const Image& image, Position at, const Fill& fill, uint8_t* to) {
  const float x = std::nearbyint(at.x);
  const float y = std::nearbyint(at.y);
  const bool inside = x >= 0 && x < image.width() && y >= 0 && y < image.height();
  const uint8_t* from =
      inside ? image.row(static_cast<int>(y)) + static_cast<int>(x) * image.channels()
             : fill.samples.data();
  std::copy_n(from, image.channels(), to);
}

void SampleBilinear(const Image& image, Position at, const Fill& fill, uint8_t* to) {
  const float left = std::floor(at.x);
  const float top = std::floor(at.y);
  float sums[3] = {};
  float covered = 0;  // the part of the four pixels' weights that is within the image
  for (int i = 0; i < 4; ++i) {
    const float x = left + (i & 1);
    const float y = top + (i >> 1);
    if (!(x >= 0 && x < image.width() && y >= 0 && y < image.height())) continue;
    const float weight = (1 - std::abs(at.x - x)) * (1 - std::abs(at.y - y));
    const uint8_t* from = image.row(static_cast<int>(y)) + static_cast<int>(x) * image.channels();
    for (int c = 0; c < image.channels(); ++c) sums[c] += weight * from[c];
    covered += weight;
  }
  for (int c = 0; c < image.channels(); ++c) {
    const float value = sums[c] * covered + (1 - covered) * fill.samples[c];
    to[c] = static_cast<uint8_t>(std::clamp(std::nearbyint(value), 0.0F, 255.0F));
  }
}

struct ElasticTransformSpec : ElasticTransformOptions {
  static constexpr char kName[] = "elastic_transform";

  void Visit(Arguments& arguments) {
    arguments("alpha", alpha);
    arguments("sigma", sigma);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckBetween("sigma", sigma.x, 0, 1000));
    STRIDE_RETURN_IF_ERROR(CheckBetween("sigma", sigma.y, 0, 1000));
    if ((sigma.x == 0) != (sigma.y == 0)) {
      return absl::InvalidArgumentError("sigma: expected both of them or none to be 0");
    }
    return CheckInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream& random) const {
    Displacement noise(2 * int64_t{image.height()} * image.width());
    for (float& value : noise) value = static_cast<float>(random.Uniform(-1, 1));
    const Size size(image.height(), image.width());
    return ElasticTransform(image, SmoothDisplacement(std::move(noise), size, alpha, sigma),
                            interpolation, fill);
  }
};
STRIDE_REGISTER_TRANSFORM(ElasticTransformSpec);

}  // namespace

Displacement SmoothDisplacement(Displacement noise, const Size& size, const Point& alpha,
                                const Point& sigma) {
  CHECK_EQ(noise.size(), 2 * int64_t{size.height} * size.width);
  const auto smooth = [&](float* plane, double own_sigma, double scale) {
    cv::Mat mat = MutableMat(plane, size.height, size.width);
    const int side = KernelSide(own_sigma);
    if (own_sigma > 0) {
      cv::GaussianBlur(mat, mat, {side, side}, sigma.x, sigma.y, cv::BORDER_REFLECT_101);
    }
    mat *= scale;
  };
  smooth(noise.data(), sigma.x, alpha.x / size.height);
  smooth(noise.data() + noise.size() / 2, sigma.y, alpha.y / size.width);
  return noise;
}

absl::StatusOr<Image> ElasticTransform(const Image& image, const Displacement& displacement,
                                       InterpolationMode interpolation, const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(CheckInterpolation(interpolation));
  STRIDE_RETURN_IF_ERROR(fill.Check(image.channels()));
  const int64_t pixels = int64_t{image.height()} * image.width();
  if (displacement.size() != 2 * pixels) {
    return absl::InvalidArgumentError(absl::StrCat("displacement: expected ", 2 * pixels,
                                                   " values for an image of ", image.height(), "x",
                                                   image.width(), ", found ", displacement.size()));
  }
  const auto sample = interpolation == InterpolationMode::kNearest ? SampleNearest : SampleBilinear;
  Image out(image.height(), image.width(), image.channels());
  uint8_t* to = out.mutable_data();
  for (int64_t i = 0; i < pixels; ++i, to += image.channels()) {
    const float across = displacement[i] * image.width() / 2;
    const float down = displacement[pixels + i] * image.height() / 2;
    const int64_t row = i / image.width();
    const int64_t column = i % image.width();
    sample(image, {column + across, row + down}, fill, to);
  }
  return out;
}

TransformPtr ElasticTransform(const ElasticTransformOptions& options) {
  return MakeTransform(ElasticTransformSpec{options});
}

}  // namespace stride
