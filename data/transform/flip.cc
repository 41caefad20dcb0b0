#include "stride/data/transform/flip.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "stride/data/transform/randomly.h"
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

constexpr char kRandomHorizontalFlip[] = "random_horizontal_flip";
constexpr char kRandomVerticalFlip[] = "random_vertical_flip";
using RandomHorizontalFlipSpec = RandomlySpec<kRandomHorizontalFlip, HorizontalFlip>;
using RandomVerticalFlipSpec = RandomlySpec<kRandomVerticalFlip, VerticalFlip>;

struct AlternatingHorizontalFlipSpec {
  static constexpr char kName[] = "alternating_horizontal_flip";

  void Visit(Arguments& /*arguments*/) {}
  absl::Status Prepare() { return absl::OkStatus(); }
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    const bool flip_in_even_epochs = random.OfEveryEpoch().Bernoulli(0.5);
    const bool even_epoch = random.epoch() % 2 == 0;
    if (flip_in_even_epochs != even_epoch) return image;
    return HorizontalFlip(std::move(image));
  }
};

STRIDE_REGISTER_TRANSFORM(RandomHorizontalFlipSpec);
STRIDE_REGISTER_TRANSFORM(RandomVerticalFlipSpec);
STRIDE_REGISTER_TRANSFORM(AlternatingHorizontalFlipSpec);

}  // namespace

Image HorizontalFlip(Image image) {
  if (image.channels() == 1) {
    ReverseRows<uint8_t>(image);
  } else {
    ReverseRows<Rgb>(image);
  }
  return image;
}

Image VerticalFlip(Image image) {
  const int64_t row_bytes = int64_t{image.width()} * image.channels();
  uint8_t* first = image.mutable_data();
  uint8_t* last = first + (image.height() - 1) * row_bytes;
  for (; first < last; first += row_bytes, last -= row_bytes) {
    std::swap_ranges(first, first + row_bytes, last);
  }
  return image;
}

TransformPtr RandomHorizontalFlip(double probability) {
  return MakeTransform(RandomHorizontalFlipSpec{probability});
}

TransformPtr AlternatingHorizontalFlip() { return MakeTransform(AlternatingHorizontalFlipSpec()); }

TransformPtr RandomVerticalFlip(double probability) {
  return MakeTransform(RandomVerticalFlipSpec{probability});
}

}  // namespace stride
