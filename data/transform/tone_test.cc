#include "stride/data/transform/tone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Pictures are compared with Pillow's under tests/golden/transforms.
TEST(Tone, MapsLevels) {
  const Image image = NumberedImage(1, 4, 1);
  EXPECT_THAT(SamplesOf(Invert(image)), ElementsAre(254, 253, 252, 251));
  EXPECT_THAT(SamplesOf(Posterize(image, 7)), ElementsAre(0, 2, 2, 4));
  EXPECT_THAT(SamplesOf(Posterize(image, 0)), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(SamplesOf(Solarize(image, 2.5)), ElementsAre(1, 2, 252, 251));
  EXPECT_THAT(SamplesOf(Autocontrast(image)), ElementsAre(0, 85, 170, 255));
}

TEST(Tone, AChannelOfOneLevelStays) {
  Image image(20, 20, 3);
  for (int i = 0; i < image.size_bytes(); ++i) image.mutable_data()[i] = i % 3 == 1 ? i % 7 : 9;
  EXPECT_THAT(SamplesOf(Autocontrast(image))[0], 9);
  EXPECT_THAT(SamplesOf(Equalize(image))[2], 9);
  EXPECT_FALSE(Autocontrast(image) == image);
  EXPECT_FALSE(Equalize(image) == image);
}

TEST(Tone, LeavesThoseWhoShareTheImageAlone) {
  const Image image = NumberedImage(1, 3, 1);
  Invert(image);
  EXPECT_EQ(image, NumberedImage(1, 3, 1));
}

class RandomTone : public ::testing::TestWithParam<const char*> {};

TEST_P(RandomTone, HappensWithItsProbabilityAndSaysWhatItIs) {
  const TransformPtr transform = ParseTransform(GetParam()).value();
  EXPECT_EQ(transform->ToString(), GetParam());
  Image image(20, 20, 1);
  for (int i = 0; i < 400; ++i) image.mutable_data()[i] = static_cast<uint8_t>(i % 200);
  EXPECT_NEAR(CountChanged(transform, image, 5000), 1500, 107);  // 3.3 standard deviations
}

INSTANTIATE_TEST_SUITE_P(All, RandomTone,
                         ::testing::Values("random_invert(0.3)", "random_posterize(3, p=0.3)",
                                           "random_solarize(128, p=0.3)",
                                           "random_autocontrast(0.3)", "random_equalize(0.3)"));

TEST(RandomTone, Defaults) {
  EXPECT_EQ(RandomInvert()->ToString(), "random_invert");
  EXPECT_EQ(RandomPosterize(2)->ToString(), "random_posterize(2)");
  EXPECT_EQ(RandomSolarize(100)->ToString(), "random_solarize(100)");
  EXPECT_EQ(RandomAutocontrast()->ToString(), "random_autocontrast");
  EXPECT_EQ(RandomEqualize()->ToString(), "random_equalize");
}

TEST(RandomTone, ArgumentsOutOfRangeAreErrors) {
  EXPECT_THAT(ParseTransform("random_posterize(9)").status().ToString(),
              HasSubstr("random_posterize: bits: expected 0 to 8, found 9"));
  EXPECT_THAT(ParseTransform("random_solarize").status().ToString(),
              HasSubstr("random_solarize: threshold: expected 0 to 256, found -1"));
}

}  // namespace
}  // namespace stride
