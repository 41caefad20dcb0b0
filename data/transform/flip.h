// Mirroring, as torchvision.transforms has it.
#ifndef STRIDE_DATA_TRANSFORM_FLIP_H_
#define STRIDE_DATA_TRANSFORM_FLIP_H_

#include "stride/data/image/image.h"
#include "stride/data/transform/transform.h"

namespace stride {

// Left and right change places. An image that nobody shares is flipped where it is.
Image HorizontalFlip(Image image);

// Top and bottom change places, likewise.
Image VerticalFlip(Image image);

// A flip with this probability, in [0, 1].
TransformPtr RandomHorizontalFlip(double probability = 0.5);
TransformPtr RandomVerticalFlip(double probability = 0.5);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_FLIP_H_
