// torchvision.transforms.RandomOrder.
#ifndef STRIDE_DATA_TRANSFORM_RANDOM_ORDER_H_
#define STRIDE_DATA_TRANSFORM_RANDOM_ORDER_H_

#include <vector>

#include "stride/data/transform/transform.h"

namespace stride {

// All of the transforms, each order as likely: `random_order((random_crop(20),
// permute_pixels(20)))`.
TransformPtr RandomOrder(std::vector<TransformPtr> transforms);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANDOM_ORDER_H_
