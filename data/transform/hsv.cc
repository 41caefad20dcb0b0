#include "stride/data/transform/hsv.h"

#include <algorithm>
#include <array>
#include <cmath>

#pragma STDC FP_CONTRACT OFF  // Pillow rounds behind every operation

namespace stride {
namespace {

uint8_t Level(double value) {
  return static_cast<uint8_t>(std::clamp(static_cast<int>(value), 0, 255));
}

}  // namespace

Hsv RgbToHsv(const uint8_t rgb[3]) {
  const auto [red, green, blue] = std::array<int, 3>{rgb[0], rgb[1], rgb[2]};
  const int most = std::max({red, green, blue});
  const int least = std::min({red, green, blue});
  if (most == least) return {0, 0, rgb[0]};
  const float range = static_cast<float>(most - least);
  const float from_red = (most - red) / range;
  const float from_green = (most - green) / range;
  const float from_blue = (most - blue) / range;
  float sixths;  // of the circle, counted from red
  if (red == most) {
    sixths = from_blue - from_green;
  } else if (green == most) {
    sixths = static_cast<float>(2.0 + from_red - from_blue);
  } else {
    sixths = static_cast<float>(4.0 + from_green - from_red);
  }
  const float hue = static_cast<float>(std::fmod(sixths / 6.0 + 1.0, 1.0));
  const float saturation = range / most;
  return {Level(hue * 255.0), Level(saturation * 255.0), static_cast<uint8_t>(most)};
}

void HsvToRgb(const Hsv& hsv, uint8_t rgb[3]) {
  const double sixths = hsv.hue * 6.0 / 255.0;
  const int sector = static_cast<int>(sixths);
  const float within = static_cast<float>(sixths - sector);
  const float saturation = hsv.saturation / 255.0f;
  const uint8_t most = hsv.value;
  const uint8_t least = Level(std::round(most * (1.0 - saturation)));
  const uint8_t falling = Level(std::round(most * (1.0 - saturation * within)));
  const uint8_t rising = Level(std::round(most * (1.0 - saturation * (1.0 - within))));
  const uint8_t sectors[6][3] = {{most, rising, least}, {falling, most, least},
                                 {least, most, rising}, {least, falling, most},
                                 {rising, least, most}, {most, least, falling}};
  std::copy_n(sectors[sector % 6], 3, rgb);
}

}  // namespace stride
