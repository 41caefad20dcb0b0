#include "stride/data/transform/adjust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Pictures and factors are compared with torchvision's under tests/golden/transforms.
TEST(Adjust, OneChangesNothing) {
  const Image image = NumberedImage(6, 7, 3);
  EXPECT_EQ(AdjustBrightness(image, 1), image);
  EXPECT_EQ(AdjustContrast(image, 1), image);
  EXPECT_EQ(AdjustSaturation(image, 1), image);
  EXPECT_EQ(AdjustSharpness(image, 1), image);
}

TEST(Adjust, ZeroIsTheOtherEnd) {
  EXPECT_THAT(SamplesOf(AdjustBrightness(NumberedImage(2, 2, 3), 0)), Each(0));
  EXPECT_THAT(SamplesOf(AdjustContrast(NumberedImage(1, 4, 1), 0)), Each(3));  // of 2.5
  EXPECT_THAT(SamplesOf(AdjustSaturation(NumberedImage(1, 1, 3), 0)), ElementsAre(2, 2, 2));
}

TEST(Adjust, SmoothingLeavesTheBorder) {
  Image image(3, 4, 1);
  for (int i = 0; i < 12; ++i) image.mutable_data()[i] = static_cast<uint8_t>(i == 5 ? 130 : 0);
  EXPECT_THAT(SamplesOf(AdjustSharpness(image, 0)),
              ElementsAre(0, 0, 0, 0, 0, 50, 10, 0, 0, 0, 0, 0));
  const Image thin = NumberedImage(2, 9, 3);
  EXPECT_EQ(AdjustSharpness(thin, 0), thin);
}

TEST(Adjust, HueTurnsColoursAndLeavesGrey) {
  Image image(1, 2, 3);
  const uint8_t samples[] = {200, 0, 0, 77, 77, 77};
  std::copy_n(samples, 6, image.mutable_data());
  EXPECT_THAT(SamplesOf(AdjustHue(image, 1.0 / 3)), ElementsAre(0, 200, 0, 77, 77, 77));
  const Image grey = NumberedImage(2, 3, 1);
  EXPECT_EQ(AdjustHue(grey, 0.3), grey);
}

TEST(RandomAdjustSharpness, HappensWithItsProbability) {
  Image image(3, 3, 1);
  for (int i = 0; i < 9; ++i) image.mutable_data()[i] = static_cast<uint8_t>(i == 4 ? 130 : 0);
  EXPECT_NEAR(CountChanged(RandomAdjustSharpness(0, 0.3), image, 5000), 1500, 107);
}

TEST(RandomAdjustSharpness, SaysWhatItIs) {
  EXPECT_EQ(RandomAdjustSharpness(2)->ToString(), "random_adjust_sharpness(2)");
  EXPECT_EQ(ParseTransform("random_adjust_sharpness(0.5, p=0.2)").value()->ToString(),
            "random_adjust_sharpness(0.5, p=0.2)");
  EXPECT_THAT(ParseTransform("random_adjust_sharpness").status().ToString(),
              HasSubstr("sharpness_factor: expected at least 0, found -1"));
}

}  // namespace
}  // namespace stride
