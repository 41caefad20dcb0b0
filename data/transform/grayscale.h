// Colour to grey, as torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_GRAYSCALE_H_
#define STRIDE_DATA_TRANSFORM_GRAYSCALE_H_

#include "stride/data/transform/transform.h"

namespace stride {

// To one channel, or to three that are alike, whatever the image has.
TransformPtr Grayscale(int num_output_channels = 1);

// To grey with probability p; the image keeps its number of channels.
TransformPtr RandomGrayscale(double p = 0.1);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_GRAYSCALE_H_
