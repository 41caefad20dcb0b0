#include "stride/data/transform/aug_mix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Mix, WeighsAndCutsOff) {
  Image other(1, 3, 1);
  std::fill_n(other.mutable_data(), 3, 100);
  EXPECT_THAT(SamplesOf(Mix({NumberedImage(1, 3, 1), other}, {0.25f, 0.75f})),
              ElementsAre(75, 75, 75));  // 75.25, 75.5, 75.75
}

Image Filled(uint8_t level) {
  Image image(8, 8, 3);
  std::fill_n(image.mutable_data(), image.size_bytes(), level);
  return image;
}

// At the least severity no operation changes this colour.
TEST(AugMix, WeightsAddUpToOne) {
  AugMixOptions options;
  options.severity = 1;
  options.all_ops = false;
  const TransformPtr mix = AugMix(options);
  for (int i = 0; i < 200; ++i) {
    RandomStream random = ExampleStream(i);
    const Image mixed = *mix->Apply(Filled(192), random);
    for (const int sample : SamplesOf(mixed)) ASSERT_TRUE(sample >= 191 && sample <= 192) << sample;
  }
}

// At the least severity Solarize makes 0 of 255, Posterize 240, and the other 7 operations nothing
// new of one colour: a level below 239 is the weight of the image beside a black chain.
TEST(AugMix, TheImagesWeightIsBetaDistributed) {
  AugMixOptions options;
  options.severity = 1;
  options.mixture_width = 1;
  options.chain_depth = 1;
  options.all_ops = false;
  const TransformPtr mix = AugMix(options);
  std::vector<int> levels;  // uniform, for alpha is 1
  for (int i = 0; i < 9000; ++i) {
    RandomStream random = ExampleStream(i);
    const int level = mix->Apply(Filled(255), random)->data()[0];
    if (level < 239) levels.push_back(level);
  }
  EXPECT_NEAR(levels.size(), 1000 * 239 / 255.0, 101);
  double counts[4] = {};
  for (const int level : levels) ++counts[level / 60];
  for (const double count : counts) EXPECT_NEAR(count, 1000 * 60 / 255.0, 52);  // 3.4 deviations
}

TEST(AugMix, TextForm) {
  EXPECT_EQ(AugMix()->ToString(), "aug_mix");
  const char* text =
      "aug_mix(5, mixture_width=2, chain_depth=4, alpha=0.5, all_ops=false, "
      "interpolation=nearest, fill=9)";
  EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  EXPECT_THAT(ParseTransform("aug_mix(11)").status().ToString(),
              HasSubstr("severity: expected 1 to 10, found 11"));
  EXPECT_THAT(ParseTransform("aug_mix(alpha=0)").status().ToString(),
              HasSubstr("alpha: expected a number above 0, found 0"));
}

}  // namespace
}  // namespace stride
