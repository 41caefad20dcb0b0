// Two images in one, with the arithmetic of Pillow's Image.blend.
#ifndef STRIDE_DATA_TRANSFORM_BLEND_H_
#define STRIDE_DATA_TRANSFORM_BLEND_H_

#include <cstdint>

#include "stride/data/image/image.h"
#include "stride/data/transform/pixel_table.h"

namespace stride {

// from + factor (to - from) in float, clipped to [0, 255], its fraction cut off: 0 yields `from`, 1
// yields `to`, factors outside of [0, 1] go beyond. Both are of the same height and width; a grey
// `from` stands for all channels of `to`.
Image Blend(const Image& from, Image to, double factor);

// Of the level `from` with every level.
PixelTable BlendTable(uint8_t from, double factor);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_BLEND_H_
