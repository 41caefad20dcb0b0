// Images whose every pixel comes from where a map says, to the bit as Pillow makes them
// (Image.transform; Geometry.c). What comes from outside of the image is filled with a colour.
#ifndef STRIDE_DATA_TRANSFORM_WARP_H_
#define STRIDE_DATA_TRANSFORM_WARP_H_

#include <array>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/size.h"

namespace stride {

// From a place (x, y) of the result to that of the image; the first pixel's middle is (0.5, 0.5).
// {a, b, c, d, e, f}: (a x + b y + c, d x + e y + f).
using AffineMatrix = std::array<double, 6>;
// {a, b, c, d, e, f, g, h}: the same, divided by g x + h y + 1.
using PerspectiveMatrix = std::array<double, 8>;

// InvalidArgument unless it is nearest, bilinear or bicubic.
absl::Status CheckWarpInterpolation(InterpolationMode mode);

// Not antialiased. InvalidArgument: other interpolations, colour in a grey image, no size.
absl::StatusOr<Image> WarpAffine(const Image& image, const Size& size, const AffineMatrix& matrix,
                                 InterpolationMode mode, const Fill& fill);
absl::StatusOr<Image> WarpPerspective(const Image& image, const Size& size,
                                      const PerspectiveMatrix& matrix, InterpolationMode mode,
                                      const Fill& fill);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_WARP_H_
