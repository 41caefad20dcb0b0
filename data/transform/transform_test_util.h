// For the tests of transforms: images whose every sample tells where it was, streams, counts.
#ifndef STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_
#define STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_

#include <vector>

#include "stride/data/base/random.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/transform.h"

namespace stride {

inline Image NumberedImage(int height, int width, int channels) {
  Image image(height, width, channels);
  uint8_t* pixels = image.mutable_data();
  for (int64_t i = 0; i < image.size_bytes(); ++i) pixels[i] = static_cast<uint8_t>(i + 1);
  return image;
}

// The stream of the i-th of many examples.
inline RandomStream ExampleStream(uint64_t i) { return {3, 0, i, RandomPurpose::kTransform}; }

inline std::vector<int> SamplesOf(const Image& image) {
  return {image.data(), image.data() + image.size_bytes()};
}

// In how many of the first examples the transform changes the image.
inline int CountChanged(const TransformPtr& transform, const Image& image, int examples) {
  int changed = 0;
  for (int i = 0; i < examples; ++i) {
    RandomStream random = ExampleStream(i);
    changed += !(transform->Apply(image, random).value() == image);
  }
  return changed;
}

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_
