// Puts the pixels of every image in the same random order: what is left is the same information
// without its neighbourhoods.
#ifndef STRIDE_DATA_TRANSFORM_PERMUTE_PIXELS_H_
#define STRIDE_DATA_TRANSFORM_PERMUTE_PIXELS_H_

#include "stride/data/transform/transform.h"

namespace stride {

// The order is a function of the seed and the image's size alone; it takes nothing from the
// example's random stream. The channels of a pixel stay together. InvalidArgument for an image of
// another size than height x width.
TransformPtr PermutePixels(int height, int width, uint64_t seed);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_PERMUTE_PIXELS_H_
