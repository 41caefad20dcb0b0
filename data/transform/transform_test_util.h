// For the tests of transforms: images whose every sample tells where it was.
#ifndef STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_
#define STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_

#include "stride/data/base/random.h"
#include "stride/data/image/image.h"

namespace stride {

inline Image NumberedImage(int height, int width, int channels) {
  Image image(height, width, channels);
  uint8_t* pixels = image.mutable_data();
  for (int64_t i = 0; i < image.size_bytes(); ++i) pixels[i] = static_cast<uint8_t>(i + 1);
  return image;
}

// The stream of the i-th of many examples.
inline RandomStream ExampleStream(uint64_t i) { return {3, 0, i, RandomPurpose::kTransform}; }

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_
