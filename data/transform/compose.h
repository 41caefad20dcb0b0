// One transform after the other.
#ifndef STRIDE_DATA_TRANSFORM_COMPOSE_H_
#define STRIDE_DATA_TRANSFORM_COMPOSE_H_

#include <vector>

#include "stride/data/transform/transform.h"

namespace stride {

// A PartTransform where the first one is. All of them draw from the example's one random stream, in
// order. Their texts are joined by " | ".
TransformPtr Compose(std::vector<TransformPtr> transforms);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_COMPOSE_H_
