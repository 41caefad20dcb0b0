// Between RGB and grey, as Pillow converts.
#ifndef STRIDE_DATA_IMAGE_GREY_H_
#define STRIDE_DATA_IMAGE_GREY_H_

#include "stride/data/image/image.h"

namespace stride {

// To one channel: ITU-R 601-2 luma in 16-bit fractions, rounded. A grey image stays what it is.
Image ToGrey(const Image& image);

// To three channels, all alike. An RGB image stays what it is.
Image ToRgb(const Image& image);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_GREY_H_
