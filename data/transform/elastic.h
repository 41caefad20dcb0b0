// Elastic deformation by smoothed noise: Simard, Steinkraus and Platt, "Best Practices for
// Convolutional Neural Networks Applied to Visual Document Analysis" (2003), section 2, as
// torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_ELASTIC_H_
#define STRIDE_DATA_TRANSFORM_ELASTIC_H_

#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/point.h"
#include "stride/data/transform/size.h"
#include "stride/data/transform/transform.h"

namespace stride {

// How far from its own place each pixel comes from: height * width values across, then as many
// down, where 2 is all of the width or height.
using Displacement = std::vector<float>;

// A convolution of `noise`, in [-1, 1], with a Gaussian of standard deviations `sigma` (pixels,
// across and down; 0: none), times `alpha` over the size: as torchvision has it, over the height
// for what goes across, and over the width for what goes down.
Displacement SmoothDisplacement(Displacement noise, const Size& size, const Point& alpha,
                                const Point& sigma);

// torchvision's grid_sample in float32: beyond the edges `fill` is mixed in. InvalidArgument: not
// as many values as the image needs, interpolations other than kNearest and kBilinear, colour in a
// grey image.
absl::StatusOr<Image> ElasticTransform(
    const Image& image, const Displacement& displacement,
    InterpolationMode interpolation = InterpolationMode::kBilinear, const Fill& fill = 0);

struct ElasticTransformOptions {
  Point alpha = 50;  // the noise's strength
  Point sigma = 5;   // pixels
  InterpolationMode interpolation = InterpolationMode::kBilinear;
  Fill fill;
};

TransformPtr ElasticTransform(const ElasticTransformOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_ELASTIC_H_
