#include "stride/data/transform/center_crop.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stride/data/base/status_macros.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct CenterCropSpec {
  static constexpr char kName[] = "center_crop";
  Size size;

  void Visit(Arguments& arguments) { arguments("size", size); }
  absl::Status Prepare() { return CheckSize("size", size); }
  absl::StatusOr<Image> Apply(const Image& image, RandomStream&) const {
    return CenterCrop(image, size);
  }
};
STRIDE_REGISTER_TRANSFORM(CenterCropSpec);

// Half of what is left, a half to the even number, as Python rounds.
int Margin(int from, int to) { return static_cast<int>(std::nearbyint((from - to) / 2.0)); }

}  // namespace

Image CenterCrop(const Image& image, const Size& size) {
  const int rows = std::max(size.height - image.height(), 0);
  const int columns = std::max(size.width - image.width(), 0);
  if (rows + columns > 0) {
    const Padding padding{columns / 2, rows / 2, (columns + 1) / 2, (rows + 1) / 2};
    return CenterCrop(*Pad(image, padding), size);
  }
  if (image.height() == size.height && image.width() == size.width) return image;
  return *Crop(image, Margin(image.height(), size.height), Margin(image.width(), size.width),
               size.height, size.width);
}

TransformPtr CenterCrop(const Size& size) { return MakeTransform(CenterCropSpec{size}); }

absl::StatusOr<std::vector<Image>> FiveCrop(const Image& image, const Size& size) {
  const int bottom = image.height() - size.height;
  const int right = image.width() - size.width;
  std::vector<Image> crops;
  for (const int top : {0, bottom}) {
    for (const int left : {0, right}) {
      STRIDE_ASSIGN_OR_RETURN(crops.emplace_back(),
                              Crop(image, top, left, size.height, size.width));
    }
  }
  crops.push_back(CenterCrop(image, size));
  return crops;
}

absl::StatusOr<std::vector<Image>> TenCrop(const Image& image, const Size& size,
                                           bool vertical_flip) {
  STRIDE_ASSIGN_OR_RETURN(std::vector<Image> crops, FiveCrop(image, size));
  const Image flipped = vertical_flip ? VerticalFlip(image) : HorizontalFlip(image);
  STRIDE_ASSIGN_OR_RETURN(const std::vector<Image> more, FiveCrop(flipped, size));
  crops.insert(crops.end(), more.begin(), more.end());
  return crops;
}

}  // namespace stride
