#include "stride/data/transform/flip.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"

namespace stride {
namespace {

struct Rgb {
  uint8_t samples[3];
};

template <class Pixel>
void ReverseRows(Image& image) {
  Pixel* row = reinterpret_cast<Pixel*>(image.mutable_data());
  for (int y = 0; y < image.height(); ++y, row += image.width()) {
    std::reverse(row, row + image.width());
  }
}

class RandomHorizontalFlipTransform : public Transform {
 public:
  explicit RandomHorizontalFlipTransform(double probability) : probability_(probability) {
    CHECK(probability >= 0 && probability <= 1) << probability;
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const override {
    if (!random.Bernoulli(probability_)) return image;
    return HorizontalFlip(std::move(image));
  }

  std::string ToString() const override {
    if (probability_ == 0.5) return "random_horizontal_flip";
    return absl::StrCat("random_horizontal_flip(", probability_, ")");
  }

 private:
  double probability_;
};

}  // namespace

Image HorizontalFlip(Image image) {
  if (image.channels() == 1) {
    ReverseRows<uint8_t>(image);
  } else {
    ReverseRows<Rgb>(image);
  }
  return image;
}

TransformPtr RandomHorizontalFlip(double probability) {
  return std::make_shared<RandomHorizontalFlipTransform>(probability);
}

}  // namespace stride
