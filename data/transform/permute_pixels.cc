#include "stride/data/transform/permute_pixels.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"

namespace stride {
namespace {

class PermutePixelsTransform : public Transform {
 public:
  PermutePixelsTransform(int height, int width, uint64_t seed)
      : height_(height), width_(width), seed_(seed) {
    CHECK_GE(height, 1);
    CHECK_GE(width, 1);
    RandomStream random(seed, 0, 0, RandomPurpose::kPermutation);
    order_ = RandomPermutation(int64_t{height} * width, random);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream&) const override {
    if (image.height() != height_ || image.width() != width_) {
      return absl::InvalidArgumentError(absl::StrCat(ToString(), ": the image has ", image.height(),
                                                     "x", image.width(), " pixels"));
    }
    Image out(height_, width_, image.channels());
    uint8_t* to = out.mutable_data();
    for (const int64_t from : order_) {
      std::memcpy(to, image.data() + from * image.channels(), image.channels());
      to += image.channels();
    }
    return out;
  }

  std::string ToString() const override {
    return absl::StrCat("permute_pixels(", height_, ", ", width_, ", seed=", seed_, ")");
  }

 private:
  int height_;
  int width_;
  uint64_t seed_;
  std::vector<int64_t> order_;
};

}  // namespace

TransformPtr PermutePixels(int height, int width, uint64_t seed) {
  return std::make_shared<PermutePixelsTransform>(height, width, seed);
}

}  // namespace stride
