#include "stride/data/transform/flip.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"

namespace stride {
namespace {

template <int kChannels>
void FlipRows(const Image& image, uint8_t* out) {
  const int width = image.width();
  for (int y = 0; y < image.height(); ++y) {
    const uint8_t* in = image.row(y) + int64_t{width} * kChannels;
    for (int x = 0; x < width; ++x) {
      in -= kChannels;
      for (int c = 0; c < kChannels; ++c) *out++ = in[c];
    }
  }
}

class RandomHorizontalFlipTransform : public Transform {
 public:
  explicit RandomHorizontalFlipTransform(double probability) : probability_(probability) {
    CHECK(probability >= 0 && probability <= 1) << probability;
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const override {
    if (!random.Bernoulli(probability_)) return image;
    return HorizontalFlip(image);
  }

  std::string ToString() const override {
    if (probability_ == 0.5) return "random_horizontal_flip";
    return absl::StrCat("random_horizontal_flip(", probability_, ")");
  }

 private:
  double probability_;
};

}  // namespace

Image HorizontalFlip(const Image& image) {
  Image out(image.height(), image.width(), image.channels());
  if (image.channels() == 1) {
    FlipRows<1>(image, out.mutable_data());
  } else {
    FlipRows<3>(image, out.mutable_data());
  }
  return out;
}

TransformPtr RandomHorizontalFlip(double probability) {
  return std::make_shared<RandomHorizontalFlipTransform>(probability);
}

}  // namespace stride
