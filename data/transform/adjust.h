// Adjusts colour and sharpness, as torchvision.transforms.functional does for Pillow's images:
// brightness, contrast, saturation and sharpness by Pillow's ImageEnhance, hue by its HSV.
#ifndef STRIDE_DATA_TRANSFORM_ADJUST_H_
#define STRIDE_DATA_TRANSFORM_ADJUST_H_

#include "stride/data/image/image.h"
#include "stride/data/transform/transform.h"

namespace stride {

// Factors are at least 0: 1 changes nothing, 0 yields the other end that is named, more than 1 goes
// away from it. An image that nobody shares is changed where it is.
Image AdjustBrightness(Image image, double factor);  // 0: black
Image AdjustContrast(Image image, double factor);    // 0: the mean of its grey levels
Image AdjustSaturation(Image image, double factor);  // 0: grey
// 0: smoothed by a 3 x 3 window, in which the pixel itself weighs 5 of 13; the border stays.
Image AdjustSharpness(Image image, double factor);

// Turns the hue by this part of the circle, in [-0.5, 0.5]. A grey image has none.
Image AdjustHue(Image image, double factor);

// AdjustSharpness with probability p.
TransformPtr RandomAdjustSharpness(double sharpness_factor, double p = 0.5);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_ADJUST_H_
