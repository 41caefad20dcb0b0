// Rotation, as torchvision.transforms has it for Pillow's images.
#ifndef STRIDE_DATA_TRANSFORM_ROTATE_H_
#define STRIDE_DATA_TRANSFORM_ROTATE_H_

#include <optional>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/degrees.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/point.h"
#include "stride/data/transform/transform.h"

namespace stride {

struct RotateOptions {
  InterpolationMode interpolation = InterpolationMode::kNearest;  // or kBilinear, kBicubic
  bool expand = false;          // grows to show all of an image that is rotated about its middle
  std::optional<Point> center;  // from the upper left corner, in pixels; none: the middle
  Fill fill;
};

// By `degrees`, anticlockwise. InvalidArgument: other interpolations, colour in a grey image.
absl::StatusOr<Image> Rotate(const Image& image, double degrees, const RotateOptions& options = {});

// By an angle of which each in the range is as likely.
TransformPtr RandomRotation(const Degrees& degrees, const RotateOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_ROTATE_H_
