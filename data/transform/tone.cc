#include "stride/data/transform/tone.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "glog/logging.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/pixel_table.h"
#include "stride/data/transform/randomly.h"
#include "stride/data/transform/registry.h"

#pragma STDC FP_CONTRACT OFF  // Pillow rounds behind every operation

namespace stride {
namespace {

PixelTable Identity() {
  return MakeTable([](int level) { return level; });
}

PixelTable AutocontrastTable(const Histogram& histogram) {
  int low = 0;
  while (low < 255 && histogram[low] == 0) ++low;
  int high = 255;
  while (high > 0 && histogram[high] == 0) --high;
  if (high <= low) return Identity();
  const double scale = 255.0 / (high - low);
  const double offset = -low * scale;
  return MakeTable(
      [=](int level) { return std::clamp(static_cast<int>(level * scale + offset), 0, 255); });
}

// The levels' cumulative histogram in steps of which 255 reach the greatest level.
PixelTable EqualizeTable(const Histogram& histogram) {
  int64_t all = 0;
  int64_t last = 0;
  for (const int64_t count : histogram) {
    all += count;
    if (count > 0) last = count;
  }
  const int64_t step = (all - last) / 255;
  if (step == 0) return Identity();
  int64_t below = step / 2;
  return MakeTable([&](int level) {
    const int64_t equalized = below / step;
    below += histogram[level];
    return std::min<int64_t>(equalized, 255);
  });
}

Image ApplyByHistogram(Image image, PixelTable (*table)(const Histogram&)) {
  std::vector<PixelTable> tables;
  tables.reserve(image.channels());
  for (int channel = 0; channel < image.channels(); ++channel) {
    tables.push_back(table(ChannelHistogram(image, channel)));
  }
  return ApplyTables(std::move(image), tables);
}

constexpr char kRandomInvert[] = "random_invert";
constexpr char kRandomAutocontrast[] = "random_autocontrast";
constexpr char kRandomEqualize[] = "random_equalize";
using RandomInvertSpec = RandomlySpec<kRandomInvert, Invert>;
using RandomAutocontrastSpec = RandomlySpec<kRandomAutocontrast, Autocontrast>;
using RandomEqualizeSpec = RandomlySpec<kRandomEqualize, Equalize>;
STRIDE_REGISTER_TRANSFORM(RandomInvertSpec);
STRIDE_REGISTER_TRANSFORM(RandomAutocontrastSpec);
STRIDE_REGISTER_TRANSFORM(RandomEqualizeSpec);

struct RandomPosterizeSpec {
  static constexpr char kName[] = "random_posterize";
  int bits = -1;  // to be given
  double p = 0.5;

  void Visit(Arguments& arguments) {
    arguments("bits", bits);
    arguments("p", p);
  }
  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckBetween("bits", bits, 0, 8));
    return CheckBetween("p", p, 0, 1);
  }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    return Posterize(std::move(image), bits);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomPosterizeSpec);

struct RandomSolarizeSpec {
  static constexpr char kName[] = "random_solarize";
  double threshold = -1;  // to be given
  double p = 0.5;

  void Visit(Arguments& arguments) {
    arguments("threshold", threshold);
    arguments("p", p);
  }
  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckBetween("threshold", threshold, 0, 256));
    return CheckBetween("p", p, 0, 1);
  }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    return Solarize(std::move(image), threshold);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomSolarizeSpec);

}  // namespace

Image Invert(Image image) {
  return ApplyTables(std::move(image), {MakeTable([](int level) { return 255 - level; })});
}

Image Posterize(Image image, int bits) {
  CHECK(bits >= 0 && bits <= 8) << bits;
  const int mask = 0xff00 >> bits;
  return ApplyTables(std::move(image), {MakeTable([=](int level) { return level & mask; })});
}

Image Solarize(Image image, double threshold) {
  return ApplyTables(
      std::move(image),
      {MakeTable([=](int level) { return level < threshold ? level : 255 - level; })});
}

Image Autocontrast(Image image) { return ApplyByHistogram(std::move(image), AutocontrastTable); }

Image Equalize(Image image) { return ApplyByHistogram(std::move(image), EqualizeTable); }

TransformPtr RandomInvert(double p) { return MakeTransform(RandomInvertSpec{p}); }

TransformPtr RandomPosterize(int bits, double p) {
  return MakeTransform(RandomPosterizeSpec{bits, p});
}

TransformPtr RandomSolarize(double threshold, double p) {
  return MakeTransform(RandomSolarizeSpec{threshold, p});
}

TransformPtr RandomAutocontrast(double p) { return MakeTransform(RandomAutocontrastSpec{p}); }

TransformPtr RandomEqualize(double p) { return MakeTransform(RandomEqualizeSpec{p}); }

}  // namespace stride
