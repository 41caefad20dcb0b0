#include "stride/data/transform/gaussian_blur.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

template <typename T>
void AddWeighted(const T* from, float weight, std::vector<float>& sums) {
  for (size_t i = 0; i < sums.size(); ++i) sums[i] += weight * from[i];
}

struct GaussianBlurSpec {
  static constexpr char kName[] = "gaussian_blur";
  std::vector<int> kernel_size;
  Range sigma = {0.1, 2};

  void Visit(Arguments& arguments) {
    arguments("kernel_size", kernel_size);
    arguments("sigma", sigma);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckPositive("sigma", sigma.low));
    STRIDE_RETURN_IF_ERROR(CheckRange("sigma", sigma, 0, 1e6));
    const bool odd = std::all_of(kernel_size.begin(), kernel_size.end(),
                                 [](int size) { return size > 0 && size % 2 == 1; });
    if (odd && (kernel_size.size() == 1 || kernel_size.size() == 2)) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat("kernel_size: expected an odd number or (width, height), both odd, found ",
                     WriteArgument(kernel_size)));
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream& random) const {
    const double drawn = random.Uniform(sigma.low, sigma.high);
    return GaussianBlur(image, GaussianKernel(kernel_size.front(), drawn),
                        GaussianKernel(kernel_size.back(), drawn));
  }
};
STRIDE_REGISTER_TRANSFORM(GaussianBlurSpec);

}  // namespace

std::vector<float> GaussianKernel(int kernel_size, double sigma) {
  CHECK(kernel_size > 0 && kernel_size % 2 == 1) << kernel_size;
  CHECK_GT(sigma, 0);
  std::vector<float> kernel(kernel_size);
  const int centre = kernel_size / 2;
  for (int i = 0; i < kernel_size; ++i) {
    const float deviations = static_cast<float>(i - centre) / static_cast<float>(sigma);
    kernel[i] = std::exp(-0.5f * deviations * deviations);
  }
  const float sum = std::accumulate(kernel.begin(), kernel.end(), 0.0f);
  for (float& weight : kernel) weight /= sum;
  return kernel;
}

absl::StatusOr<Image> GaussianBlur(const Image& image, const std::vector<float>& across,
                                   const std::vector<float>& down) {
  const int columns = static_cast<int>(across.size()) / 2;
  const int rows = static_cast<int>(down.size()) / 2;
  STRIDE_ASSIGN_OR_RETURN(const Image padded,
                          Pad(image, {columns, rows, columns, rows}, PaddingMode::kReflect));
  const int channels = image.channels();
  Image out(image.height(), image.width(), channels);
  std::vector<float> blurred_down(int64_t{padded.width()} * channels);
  std::vector<float> blurred(int64_t{image.width()} * channels);
  uint8_t* to = out.mutable_data();
  for (int y = 0; y < image.height(); ++y) {
    std::fill(blurred_down.begin(), blurred_down.end(), 0.0f);
    for (size_t i = 0; i < down.size(); ++i) {
      AddWeighted(padded.row(y + static_cast<int>(i)), down[i], blurred_down);
    }
    std::fill(blurred.begin(), blurred.end(), 0.0f);
    for (size_t i = 0; i < across.size(); ++i) {
      AddWeighted(&blurred_down[i * channels], across[i], blurred);
    }
    for (const float level : blurred) *to++ = static_cast<uint8_t>(std::nearbyint(level));
  }
  return out;
}

TransformPtr GaussianBlur(std::vector<int> kernel_size, Range sigma) {
  return MakeTransform(GaussianBlurSpec{std::move(kernel_size), sigma});
}

}  // namespace stride
