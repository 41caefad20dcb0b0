#include "stride/data/transform/permute_pixels.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct PermutePixelsSpec {
  static constexpr char kName[] = "permute_pixels";
  int height = 0;
  int width = 0;
  uint64_t seed = 1;
  std::vector<int64_t> order;

  void Visit(Arguments& arguments) {
    arguments("height", height);
    arguments("width", width);
    arguments("seed", seed);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("height", height, 1));
    STRIDE_RETURN_IF_ERROR(CheckAtLeast("width", width, 1));
    RandomStream random(seed, 0, 0, RandomPurpose::kPermutation);
    order = RandomPermutation(int64_t{height} * width, random);
    return absl::OkStatus();
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream&) const {
    if (image.height() != height || image.width() != width) {
      return absl::InvalidArgumentError(absl::StrCat("permute_pixels is for images of ", height,
                                                     "x", width, " pixels, this one has ",
                                                     image.height(), "x", image.width()));
    }
    Image out(height, width, image.channels());
    uint8_t* to = out.mutable_data();
    for (const int64_t from : order) {
      std::memcpy(to, image.data() + from * image.channels(), image.channels());
      to += image.channels();
    }
    return out;
  }
};
STRIDE_REGISTER_TRANSFORM(PermutePixelsSpec);

}  // namespace

TransformPtr PermutePixels(int height, int width, uint64_t seed) {
  return MakeTransform(PermutePixelsSpec{height, width, seed, {}});
}

}  // namespace stride
