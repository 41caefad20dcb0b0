// Automatic augmentation, as torchvision.transforms has it: operations and magnitudes are those of
// augment_operation.h. An interpolation is nearest, bilinear or bicubic; `fill` is the colour of
// what comes from outside of the image.
#ifndef STRIDE_DATA_TRANSFORM_AUTO_AUGMENT_H_
#define STRIDE_DATA_TRANSFORM_AUTO_AUGMENT_H_

#include "stride/data/transform/augment_operation.h"
#include "stride/data/transform/auto_augment_policies.h"
#include "stride/data/transform/transform.h"

namespace stride {

// One of the policy's pairs of operations, each operation with its probability and magnitude.
// Cubuk et al., "AutoAugment: Learning Augmentation Strategies from Data" (2018), section 3.
TransformPtr AutoAugment(AutoAugmentPolicy policy = AutoAugmentPolicy::kImagenet,
                         const AugmentPixels& pixels = {});

struct RandAugmentOptions : AugmentPixels {
  int num_ops = 2;              // at least 0
  int magnitude = 9;            // a bin
  int num_magnitude_bins = 31;  // at least 2
};

// So many operations, one after the other, each as likely, of the same magnitude.
// Cubuk et al., "RandAugment: Practical Automated Data Augmentation with a Reduced Search Space"
// (2019), section 3.
TransformPtr RandAugment(const RandAugmentOptions& options = {});

// One operation with one of the magnitudes, each as likely.
// Mueller and Hutter, "TrivialAugment: Tuning-free Yet State-of-the-Art Data Augmentation" (2021),
// section 3; the wide space.
TransformPtr TrivialAugmentWide(int num_magnitude_bins = 31, const AugmentPixels& pixels = {});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_AUTO_AUGMENT_H_
