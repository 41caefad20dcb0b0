// Another number of pixels for a part of an image, to the bit as Pillow makes it (Resample.c): a
// separable filter in fixed point, which is widened where the image shrinks (antialiasing).
#ifndef STRIDE_DATA_TRANSFORM_RESAMPLE_H_
#define STRIDE_DATA_TRANSFORM_RESAMPLE_H_

#include <vector>

#include "stride/data/image/image.h"
#include "stride/data/image/part.h"
#include "stride/data/transform/interpolation.h"
#include "stride/data/transform/size.h"

namespace stride {

// What lies outside of the box has no influence: the result is that of cropping first. The box must
// be within the image.
Image Resample(const Image& image, const ImageBox& box, const Size& size, InterpolationMode mode);

// The pixels, of `size`, that `count` positions fall on, the first one at `first` and each `step`
// behind the one before; -1: on none.
std::vector<int> NearestPixels(double first, double step, int count, int size);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RESAMPLE_H_
