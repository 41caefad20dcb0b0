// AugMix, as torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_AUG_MIX_H_
#define STRIDE_DATA_TRANSFORM_AUG_MIX_H_

#include <vector>

#include "stride/data/image/image.h"
#include "stride/data/transform/augment_operation.h"
#include "stride/data/transform/transform.h"

namespace stride {

struct AugMixOptions {
  int severity = 3;       // 1 to 10: the magnitude is one of so many of the least of 10
  int mixture_width = 3;  // chains, at least 1
  int chain_depth = -1;   // operations in a chain; below 1: 1 to 3, each as likely
  double alpha = 1;       // of the Dirichlet and the beta distribution, above 0
  bool all_ops = true;    // brightness, contrast, color and sharpness, too
  InterpolationMode interpolation = InterpolationMode::kBilinear;  // or kNearest, kBicubic
  Fill fill;  // what comes from outside of the image
};

// The image mixed with chains of random operations on it: beta-distributed weights of the image and
// of all chains, Dirichlet-distributed ones of the chains.
// Hendrycks et al., "AugMix: A Simple Data Processing Method to Improve Robustness and Uncertainty"
// (2019), section 3. The operations are the ones for Pillow's images (augment_operation.h);
// torchvision turns an image to a tensor first and takes those for tensors, which round otherwise.
TransformPtr AugMix(const AugMixOptions& options = {});

// The sum of the images, all of one shape, by their weights, which add up to 1: in float, its
// fraction cut off.
Image Mix(const std::vector<Image>& images, const std::vector<float>& weights);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_AUG_MIX_H_
