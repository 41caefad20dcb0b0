#include "stride/data/transform/flip.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "stride/data/transform/randomly.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

// Pixels of one sample.
void MirrorGrey(const uint8_t* from, int width, uint8_t* to) {
  for (int x = 0; x < width; ++x) to[x] = from[width - 1 - x];
}

// Pixels of three, five at a time: 16 bytes, of which one does not count. Where it lands, on the
// left of the five, the next five or the last loop write over it.
void MirrorRgb(const uint8_t* from, int width, uint8_t* to) {
  using Bytes = uint8_t __attribute__((vector_size(16)));
  int x = 0;
  for (; x + 6 <= width; x += 5) {
    Bytes five;
    std::memcpy(&five, from + x * 3, sizeof(five));
    five =
        __builtin_shufflevector(five, five, 15, 12, 13, 14, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2);
    std::memcpy(to + (width - 5 - x) * 3 - 1, &five, sizeof(five));
  }
  for (; x < width; ++x) std::memcpy(to + (width - 1 - x) * 3, from + x * 3, 3);
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
  const int64_t row_bytes = int64_t{image.width()} * image.channels();
  std::vector<uint8_t> row(row_bytes);
  uint8_t* to = image.mutable_data();
  for (int y = 0; y < image.height(); ++y, to += row_bytes) {
    std::memcpy(row.data(), to, row_bytes);
    (image.channels() == 1 ? MirrorGrey : MirrorRgb)(row.data(), image.width(), to);
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
