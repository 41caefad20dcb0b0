// For the tests of transforms: images whose every sample tells where it was, a transform whose work
// tells what came before it, streams, counts.
#ifndef STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_
#define STRIDE_DATA_TRANSFORM_TRANSFORM_TEST_UTIL_H_

#include <memory>
#include <string>
#include <utility>
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

// Puts a decimal digit behind what the first sample holds.
class DigitTransform : public Transform {
 public:
  explicit DigitTransform(int digit) : digit_(digit) {}
  absl::StatusOr<Image> Apply(Image image, RandomStream& /*random*/) const override {
    image.mutable_data()[0] = static_cast<uint8_t>(image.data()[0] * 10 + digit_);
    return image;
  }
  std::string ToString() const override { return "digit(" + std::to_string(digit_) + ")"; }

 private:
  int digit_;
};

inline TransformPtr Digit(int digit) { return std::make_shared<DigitTransform>(digit); }

// The stream of the i-th of many examples.
inline RandomStream ExampleStream(uint64_t i) { return {3, 0, i, RandomPurpose::kTransform}; }

// What Digits leave in the i-th example.
inline int DigitsOf(const Transform& transform, uint64_t i) {
  Image image(1, 1, 1);
  image.mutable_data()[0] = 0;
  RandomStream random = ExampleStream(i);
  return transform.Apply(std::move(image), random)->data()[0];
}

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
