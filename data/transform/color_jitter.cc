#include "stride/data/transform/color_jitter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/adjust.h"
#include "stride/data/transform/range.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

constexpr double kMost = 1e6;

// `neutral` is the factor that changes nothing.
struct Adjustment {
  const char* name;
  Image (*adjust)(Image, double);
  double neutral;
  double least;
  double most;
};

constexpr std::array<Adjustment, 4> kAdjustments = {{{"brightness", AdjustBrightness, 1, 0, kMost},
                                                     {"contrast", AdjustContrast, 1, 0, kMost},
                                                     {"saturation", AdjustSaturation, 1, 0, kMost},
                                                     {"hue", AdjustHue, 0, -0.5, 0.5}}};

// The range of the factor that the option, {x} or {min, max}, stands for.
absl::Status ReadRange(const Adjustment& adjustment, const std::vector<double>& option,
                       Range& range) {
  if (option.size() == 1) {
    const double reach = option.front();
    range.low = std::max(adjustment.least, adjustment.neutral - reach);
    range.high = adjustment.neutral + reach;
    return CheckBetween(adjustment.name, reach, 0, adjustment.most);
  }
  if (option.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        adjustment.name, ": expected a number or (min, max), found ", option.size(), " numbers"));
  }
  range = Range(option.front(), option.back());
  return CheckRange(adjustment.name, range, adjustment.least, adjustment.most);
}

struct ColorJitterSpec : ColorJitterOptions {
  static constexpr char kName[] = "color_jitter";
  std::array<Range, 4> ranges;  // of kAdjustments

  void Visit(Arguments& arguments) {
    arguments("brightness", brightness);
    arguments("contrast", contrast);
    arguments("saturation", saturation);
    arguments("hue", hue);
  }

  absl::Status Prepare() {
    const std::vector<double>* const options[] = {&brightness, &contrast, &saturation, &hue};
    for (int i = 0; i < 4; ++i) {
      STRIDE_RETURN_IF_ERROR(ReadRange(kAdjustments[i], *options[i], ranges[i]));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    const std::vector<int64_t> order = RandomPermutation(4, random);
    std::array<double, 4> factors{};
    for (int i = 0; i < 4; ++i) {
      if (IsActive(i)) factors[i] = random.Uniform(ranges[i].low, ranges[i].high);
    }
    for (const int64_t i : order) {
      if (IsActive(i)) image = kAdjustments[i].adjust(std::move(image), factors[i]);
    }
    return image;
  }

  bool IsActive(int64_t i) const {
    const double neutral = kAdjustments[i].neutral;
    return ranges[i].low != neutral || ranges[i].high != neutral;
  }
};
STRIDE_REGISTER_TRANSFORM(ColorJitterSpec);

}  // namespace

TransformPtr ColorJitter(const ColorJitterOptions& options) {
  return MakeTransform(ColorJitterSpec{options, {}});
}

TransformPtr ColorJitter(double brightness, double contrast, double saturation, double hue) {
  return ColorJitter(ColorJitterOptions{{brightness}, {contrast}, {saturation}, {hue}});
}

}  // namespace stride
