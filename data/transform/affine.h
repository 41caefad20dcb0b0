// Rotation, translation, scale and shear at once, as torchvision.transforms has them for Pillow's
// images.
#ifndef STRIDE_DATA_TRANSFORM_AFFINE_H_
#define STRIDE_DATA_TRANSFORM_AFFINE_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/degrees.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/point.h"
#include "stride/data/transform/range.h"
#include "stride/data/transform/transform.h"

namespace stride {

struct AffineParameters {
  double angle = 0;  // degrees, clockwise
  Point translate;   // pixels, to the right and down; comes last
  double scale = 1;  // more than 0
  Point shear;       // degrees, along x and along y
};

// About `center`, from the upper left corner in pixels; none: the middle. InvalidArgument: a scale
// that is not positive, interpolations other than kNearest, kBilinear and kBicubic, colour in a
// grey image.
absl::StatusOr<Image> Affine(const Image& image, const AffineParameters& parameters,
                             InterpolationMode interpolation = InterpolationMode::kNearest,
                             const Fill& fill = 0, const std::optional<Point>& center = {});

struct RandomAffineOptions {
  Degrees degrees{1, -1};                    // to be given
  std::optional<Point> translate;            // at most, as fractions of width and height
  std::optional<Range> scale;                // more than 0
  std::optional<std::vector<double>> shear;  // {x}: -x to x along x; {low, high}; and both along y
  InterpolationMode interpolation = InterpolationMode::kNearest;
  Fill fill;
  std::optional<Point> center;  // as in Affine
};

// Of every parameter each value in its range is as likely; translations are whole pixels.
AffineParameters RandomAffineParameters(const RandomAffineOptions& options, int height, int width,
                                        RandomStream& random);

TransformPtr RandomAffine(const RandomAffineOptions& options);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_AFFINE_H_
