// Resizing, as torchvision.transforms does it with Pillow's images.
#ifndef STRIDE_DATA_TRANSFORM_RESIZE_H_
#define STRIDE_DATA_TRANSFORM_RESIZE_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/size.h"
#include "stride/data/transform/transform.h"

namespace stride {

// Antialiased where it shrinks, but for kNearest; equal to Pillow's to the bit.
Image Resize(const Image& image, const Size& size,
             InterpolationMode interpolation = InterpolationMode::kBilinear);

// The size that an image gets.
struct ResizedSize {
  std::vector<int> size;        // {shorter side}, the shape stays; or {height, width}
  std::optional<int> max_size;  // of the longer side, at the cost of the shorter one

  // InvalidArgument: not one or two sides of at least 1, or a `max_size` that is not more than the
  // only one.
  absl::Status Check() const;
  Size Of(const Image& image) const;
};

struct ResizeOptions {
  std::vector<int> size;  // {shorter side} or {height, width}
  InterpolationMode interpolation = InterpolationMode::kBilinear;
  std::optional<int> max_size;  // as in ResizedSize
};

TransformPtr Resize(const ResizeOptions& options);
TransformPtr Resize(int shorter_side);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RESIZE_H_
