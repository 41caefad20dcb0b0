// torchvision.transforms.RandomApply.
#ifndef STRIDE_DATA_TRANSFORM_RANDOM_APPLY_H_
#define STRIDE_DATA_TRANSFORM_RANDOM_APPLY_H_

#include "stride/data/transform/transform.h"

namespace stride {

// With probability p the transform, else the image as it is:
// `random_apply(random_crop(20) | random_horizontal_flip, p=0.3)`.
TransformPtr RandomApply(TransformPtr transform, double p = 0.5);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANDOM_APPLY_H_
