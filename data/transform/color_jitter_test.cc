#include "stride/data/transform/color_jitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "stride/data/transform/adjust.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

Image Colours() {
  Image image(1, 2, 3);
  const uint8_t samples[] = {120, 60, 90, 30, 110, 70};
  std::copy_n(samples, 6, image.mutable_data());
  return image;
}

// The level that brightness makes of 100: uniform in 60 ... 140.
TEST(ColorJitter, FactorsAreUniformInTheirRange) {
  const TransformPtr jitter = ColorJitter(0.4);
  Image image(1, 1, 1);
  image.mutable_data()[0] = 100;
  std::vector<int> counts(8);
  for (int i = 0; i < 8000; ++i) {
    RandomStream random = ExampleStream(i);
    const int level = jitter->Apply(image, random)->data()[0];
    ASSERT_GE(level, 60);
    ASSERT_LT(level, 140);
    ++counts[(level - 60) / 10];
  }
  double chi_square = 0;
  for (const int count : counts) chi_square += (count - 1000.0) * (count - 1000.0) / 1000.0;
  EXPECT_LT(chi_square, 24.3);  // 7 degrees of freedom, p = 0.001
}

// With fixed factors every order of the four yields one of 24 results, some alike.
TEST(ColorJitter, EveryOrderIsAsLikely) {
  ColorJitterOptions options;
  options.brightness = {1.3, 1.3};
  options.contrast = {0.6, 0.6};
  options.saturation = {1.7, 1.7};
  options.hue = {0.2, 0.2};
  Image (*const adjust[])(Image, double) = {AdjustBrightness, AdjustContrast, AdjustSaturation,
                                            AdjustHue};
  const double factors[] = {1.3, 0.6, 1.7, 0.2};
  std::map<std::vector<int>, double> expected;
  std::vector<int> order = {0, 1, 2, 3};
  do {
    Image image = Colours();
    for (const int i : order) image = adjust[i](image, factors[i]);
    expected[SamplesOf(image)] += 200;
  } while (std::next_permutation(order.begin(), order.end()));
  ASSERT_GE(expected.size(), 12);

  std::map<std::vector<int>, int> counts;
  const TransformPtr jitter = ColorJitter(options);
  for (int i = 0; i < 24 * 200; ++i) {
    RandomStream random = ExampleStream(i);
    ++counts[SamplesOf(*jitter->Apply(Colours(), random))];
  }
  double chi_square = 0;
  for (const auto& [samples, count] : expected) {
    chi_square += (counts[samples] - count) * (counts[samples] - count) / count;
  }
  EXPECT_EQ(counts.size(), expected.size());
  EXPECT_LT(chi_square, 49.7);  // at most 23 degrees of freedom, p = 0.001
}

TEST(ColorJitter, WithoutRangesNothingChanges) {
  EXPECT_EQ(CountChanged(ColorJitter(0), Colours(), 100), 0);
}

TEST(ColorJitter, SaysWhatItIs) {
  EXPECT_EQ(ColorJitter(0.4, 0.4)->ToString(), "color_jitter(0.4, contrast=0.4)");
  const std::string text = "color_jitter((0.5, 1.5), saturation=0.3, hue=(-0.1, 0.2))";
  EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
}

TEST(ColorJitter, ArgumentsOutOfRangeAreErrors) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("color_jitter(hue=0.6)"), HasSubstr("hue: expected 0 to 0.5, found 0.6"));
  EXPECT_THAT(error("color_jitter((2, 1))"), HasSubstr("brightness: expected 2 to 1e+06, found 1"));
  EXPECT_THAT(error("color_jitter(-1)"), HasSubstr("brightness: expected 0 to 1e+06, found -1"));
  EXPECT_THAT(error("color_jitter((1, 2, 3))"),
              HasSubstr("brightness: expected a number or (min, max), found 3 numbers"));
}

}  // namespace
}  // namespace stride
