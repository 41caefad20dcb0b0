#include "stride/data/transform/hsv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace stride {
namespace {

// Every colour is compared with Pillow's by its kind under tests/golden/transforms.
TEST(Hsv, PureColoursAndGrey) {
  const uint8_t colours[][3] = {{255, 0, 0}, {255, 255, 0}, {0, 255, 0}, {0, 0, 255}, {9, 9, 9}};
  const Hsv expected[] = {
      {0, 255, 255}, {42, 255, 255}, {85, 255, 255}, {170, 255, 255}, {0, 0, 9}};
  for (int i = 0; i < 5; ++i) {
    const Hsv hsv = RgbToHsv(colours[i]);
    EXPECT_EQ(hsv.hue, expected[i].hue) << i;
    EXPECT_EQ(hsv.saturation, expected[i].saturation) << i;
    EXPECT_EQ(hsv.value, expected[i].value) << i;
  }
}

TEST(Hsv, ThereAndBackIsNear) {
  int largest = 0;
  for (int colour = 0; colour < 1 << 24; colour += 97) {
    const uint8_t rgb[3] = {static_cast<uint8_t>(colour >> 16), static_cast<uint8_t>(colour >> 8),
                            static_cast<uint8_t>(colour)};
    uint8_t back[3];
    HsvToRgb(RgbToHsv(rgb), back);
    for (int i = 0; i < 3; ++i) largest = std::max(largest, std::abs(rgb[i] - back[i]));
  }
  EXPECT_LE(largest, 7);  // 255 hues are 6 levels apart
}

}  // namespace
}  // namespace stride
