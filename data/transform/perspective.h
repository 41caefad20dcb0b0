// The image as a plane that is looked at from the side, as torchvision.transforms has it for
// Pillow's images.
#ifndef STRIDE_DATA_TRANSFORM_PERSPECTIVE_H_
#define STRIDE_DATA_TRANSFORM_PERSPECTIVE_H_

#include <array>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/point.h"
#include "stride/data/transform/transform.h"
#include "stride/data/transform/warp.h"

namespace stride {

// Top left, top right, bottom right, bottom left, in pixels.
using Corners = std::array<Point, 4>;

// The matrix that takes `end` to `start`. Solved in float64; torchvision solves it in float32.
// InvalidArgument when three of the corners are on a line.
absl::StatusOr<PerspectiveMatrix> SolvePerspective(const Corners& start, const Corners& end);

// What is at `start` in the image is at `end` in the result. InvalidArgument: as above; colour in a
// grey image; interpolations other than kNearest, kBilinear and kBicubic.
absl::StatusOr<Image> Perspective(const Image& image, const Corners& start, const Corners& end,
                                  InterpolationMode interpolation = InterpolationMode::kBilinear,
                                  const Fill& fill = 0);

// The corners of an image; and where they go, by whole pixels and by `distortion_scale` (0 to 1) of
// half of the sides at most.
Corners CornersOf(int height, int width);
Corners RandomCorners(int height, int width, double distortion_scale, RandomStream& random);

struct RandomPerspectiveOptions {
  double distortion_scale = 0.5;
  double p = 0.5;
  InterpolationMode interpolation = InterpolationMode::kBilinear;
  Fill fill;
};

TransformPtr RandomPerspective(const RandomPerspectiveOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_PERSPECTIVE_H_
