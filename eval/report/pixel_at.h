// Looks at one pixel of a picture, for tests.
#ifndef STRIDE_EVAL_REPORT_PIXEL_AT_H_
#define STRIDE_EVAL_REPORT_PIXEL_AT_H_

#include <cstdint>
#include <ostream>

#include "stride/data/image/image.h"
#include "stride/eval/report/style.h"

namespace stride {

// image: RGB.
inline Color PixelAt(const Image& image, int x, int y) {
  const uint8_t* pixel = image.row(y) + 3 * int64_t{x};
  return {pixel[0], pixel[1], pixel[2]};
}

inline std::ostream& operator<<(std::ostream& out, Color color) {
  return out << "rgb(" << +color.red << ", " << +color.green << ", " << +color.blue << ")";
}

// How many pixels of a box have exactly this colour.
inline int CountPixels(const Image& image, Color color, int left, int top, int width, int height) {
  int count = 0;
  for (int y = top; y < top + height; ++y) {
    for (int x = left; x < left + width; ++x) count += PixelAt(image, x, y) == color;
  }
  return count;
}

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_PIXEL_AT_H_
