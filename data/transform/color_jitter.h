// Random brightness, contrast, saturation and hue, as torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_COLOR_JITTER_H_
#define STRIDE_DATA_TRANSFORM_COLOR_JITTER_H_

#include <vector>

#include "stride/data/transform/transform.h"

namespace stride {

// Each is {x}, for a factor in [max(0, 1 - x), 1 + x], or {min, max}, both at least 0. Of hue: in
// [-x, x] with x at most 0.5, or {min, max} within [-0.5, 0.5].
struct ColorJitterOptions {
  std::vector<double> brightness = {0};
  std::vector<double> contrast = {0};
  std::vector<double> saturation = {0};
  std::vector<double> hue = {0};
};

// The four adjustments (adjust.h) in random order, each with a factor that is uniform in its range;
// one whose range is but the factor that changes nothing is left out.
TransformPtr ColorJitter(const ColorJitterOptions& options);
TransformPtr ColorJitter(double brightness, double contrast = 0, double saturation = 0,
                         double hue = 0);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_COLOR_JITTER_H_
