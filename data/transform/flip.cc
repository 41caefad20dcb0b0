#include "stride/data/transform/flip.h"

#include <algorithm>
#include <utility>

#include "stride/data/base/check_option.h"
#include "stride/data/transform/registry.h"

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

struct RandomHorizontalFlipSpec {
  static constexpr char kName[] = "random_horizontal_flip";
  double p = 0.5;

  void Visit(Arguments& arguments) { arguments("p", p); }
  absl::Status Prepare() { return CheckBetween("p", p, 0, 1); }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    return HorizontalFlip(std::move(image));
  }
};
STRIDE_REGISTER_TRANSFORM(RandomHorizontalFlipSpec);

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
  return MakeTransform(RandomHorizontalFlipSpec{probability});
}

}  // namespace stride
