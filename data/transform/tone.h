// Transforms that map levels to levels, as torchvision.transforms has them and Pillow's ImageOps
// computes them.
#ifndef STRIDE_DATA_TRANSFORM_TONE_H_
#define STRIDE_DATA_TRANSFORM_TONE_H_

#include "stride/data/image/image.h"
#include "stride/data/transform/transform.h"

namespace stride {

// An image that nobody shares is changed where it is.

// 255 minus each sample.
Image Invert(Image image);
// Keeps the upper bits, 0 to 8 of them, of each sample.
Image Posterize(Image image, int bits);
// Inverts the samples of at least this level.
Image Solarize(Image image, double threshold);
// Each channel's least level becomes 0, its greatest 255. A channel of one level stays.
Image Autocontrast(Image image);
// Each channel's levels become about equally frequent. A channel of one level stays.
Image Equalize(Image image);

// Each with probability p, in [0, 1].
TransformPtr RandomInvert(double p = 0.5);
TransformPtr RandomPosterize(int bits, double p = 0.5);
TransformPtr RandomSolarize(double threshold, double p = 0.5);
TransformPtr RandomAutocontrast(double p = 0.5);
TransformPtr RandomEqualize(double p = 0.5);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_TONE_H_
