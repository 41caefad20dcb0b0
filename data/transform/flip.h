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

// In even epochs each image is flipped or not, as its own coin says, which is thrown once; in odd
// epochs it is the other way round, so that two epochs show every image from both sides (Jordan,
// "94% on CIFAR-10 in 3.29 Seconds", arXiv 2404.00498, section 3.6). Not in torchvision.
TransformPtr AlternatingHorizontalFlip();

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_FLIP_H_
