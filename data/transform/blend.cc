#include "stride/data/transform/blend.h"

#include <algorithm>

#include "glog/logging.h"

#pragma STDC FP_CONTRACT OFF  // Pillow rounds the product before it adds

namespace stride {
namespace {

uint8_t BlendLevels(int from, int to, float factor) {
  const float level = from + factor * (to - from);
  return static_cast<uint8_t>(std::clamp(level, 0.0f, 255.0f));
}

}  // namespace

Image Blend(const Image& from, Image to, double factor) {
  CHECK(from.height() == to.height() && from.width() == to.width());
  CHECK(from.channels() == to.channels() || from.channels() == 1);
  const int repeats = to.channels() / from.channels();
  const uint8_t* source = from.data();
  uint8_t* samples = to.mutable_data();
  for (int64_t i = 0; i < from.size_bytes(); ++i) {
    for (int channel = 0; channel < repeats; ++channel, ++samples) {
      *samples = BlendLevels(source[i], *samples, static_cast<float>(factor));
    }
  }
  return to;
}

PixelTable BlendTable(uint8_t from, double factor) {
  return MakeTable([=](int level) { return BlendLevels(from, level, static_cast<float>(factor)); });
}

}  // namespace stride
