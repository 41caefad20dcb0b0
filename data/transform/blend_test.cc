#include "stride/data/transform/blend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

Image Filled(int channels, uint8_t level) {
  Image image(1, 1, channels);
  std::fill_n(image.mutable_data(), channels, level);
  return image;
}

TEST(Blend, IsCutOffAndClipped) {
  const auto blend = [](double factor) {
    return SamplesOf(Blend(Filled(1, 10), Filled(1, 205), factor))[0];
  };
  EXPECT_EQ(blend(0), 10);
  EXPECT_EQ(blend(1), 205);
  EXPECT_EQ(blend(0.5), 107);  // 107.5
  EXPECT_EQ(blend(1.2), 244);
  EXPECT_EQ(blend(2), 255);
  EXPECT_EQ(blend(-1), 0);
}

TEST(Blend, GreyStandsForAllChannels) {
  EXPECT_THAT(SamplesOf(Blend(Filled(1, 11), NumberedImage(1, 1, 3), 0.5)), ElementsAre(6, 6, 7));
}

TEST(Blend, TheTableIsTheSame) {
  const PixelTable table = BlendTable(77, 1.7);
  for (int level = 0; level < 256; ++level) {
    const Image blended = Blend(Filled(1, 77), Filled(1, static_cast<uint8_t>(level)), 1.7);
    EXPECT_EQ(table[level], blended.data()[0]);
  }
}

}  // namespace
}  // namespace stride
