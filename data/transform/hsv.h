// Hue, saturation and value in 8 bits each, as Pillow has them: a circle of 255 hues.
#ifndef STRIDE_DATA_TRANSFORM_HSV_H_
#define STRIDE_DATA_TRANSFORM_HSV_H_

#include <cstdint>

namespace stride {

struct Hsv {
  uint8_t hue;
  uint8_t saturation;
  uint8_t value;
};

Hsv RgbToHsv(const uint8_t rgb[3]);
void HsvToRgb(const Hsv& hsv, uint8_t rgb[3]);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_HSV_H_
