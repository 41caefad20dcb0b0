// EXIF's orientation: how the camera was held.
#ifndef STRIDE_DATA_IMAGE_ORIENTATION_H_
#define STRIDE_DATA_IMAGE_ORIENTATION_H_

#include "absl/strings/string_view.h"
#include "stride/data/image/image.h"

namespace stride {

// 1 to 8 as in EXIF 2.3, tag 0x0112; 1 where a JPEG says nothing or nonsense.
int ExifOrientation(absl::string_view jpeg);

// The image upright: 2 to 8 mirror and turn it, 1 leaves it.
Image Upright(const Image& image, int orientation);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_ORIENTATION_H_
