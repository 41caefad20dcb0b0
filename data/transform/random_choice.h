// torchvision.transforms.RandomChoice.
#ifndef STRIDE_DATA_TRANSFORM_RANDOM_CHOICE_H_
#define STRIDE_DATA_TRANSFORM_RANDOM_CHOICE_H_

#include <vector>

#include "stride/data/transform/transform.h"

namespace stride {

// One of the transforms: `random_choice((random_crop(20), random_crop(24)), p=(3, 1))`. `p` holds
// the weight of each, which need not add up to 1; empty: all are as likely.
TransformPtr RandomChoice(std::vector<TransformPtr> transforms, std::vector<double> p = {});

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANDOM_CHOICE_H_
