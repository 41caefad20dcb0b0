#include "stride/data/image/grey.h"

#include <cstring>

namespace stride {

Image ToGrey(const Image& image) {
  if (image.channels() == 1) return image;
  Image out(image.height(), image.width(), 1);
  uint8_t* to = out.mutable_data();
  const uint8_t* end = image.data() + image.size_bytes();
  for (const uint8_t* p = image.data(); p != end; p += 3) {
    *to++ = static_cast<uint8_t>((p[0] * 19595 + p[1] * 38470 + p[2] * 7471 + 0x8000) >> 16);
  }
  return out;
}

Image ToRgb(const Image& image) {
  if (image.channels() == 3) return image;
  Image out(image.height(), image.width(), 3);
  uint8_t* to = out.mutable_data();
  for (int64_t i = 0; i < image.size_bytes(); ++i, to += 3) std::memset(to, image.data()[i], 3);
  return out;
}

}  // namespace stride
