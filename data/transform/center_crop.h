// Crops at fixed places, as torchvision.transforms has them.
#ifndef STRIDE_DATA_TRANSFORM_CENTER_CROP_H_
#define STRIDE_DATA_TRANSFORM_CENTER_CROP_H_

#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/size.h"
#include "stride/data/transform/transform.h"

namespace stride {

// An image that is smaller is padded with 0, on both sides alike.
Image CenterCrop(const Image& image, const Size& size);

TransformPtr CenterCrop(const Size& size);

// Top left, top right, bottom left, bottom right, centre. InvalidArgument for an image that is
// smaller.
absl::StatusOr<std::vector<Image>> FiveCrop(const Image& image, const Size& size);

// FiveCrop of the image, and of the image flipped: left and right, or top and bottom.
absl::StatusOr<std::vector<Image>> TenCrop(const Image& image, const Size& size,
                                           bool vertical_flip = false);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_CENTER_CROP_H_
