// An image as OpenCV sees it, for those who call OpenCV's functions.
#ifndef STRIDE_DATA_IMAGE_MAT_H_
#define STRIDE_DATA_IMAGE_MAT_H_

#include <opencv2/core.hpp>

#include "stride/data/image/image.h"

namespace stride {

// Views: they hold no pixels, so that the image must outlive them. As images are worked on by many
// threads at once, OpenCV's own threads are off from the first view on.
cv::Mat ConstMat(const Image& image);  // not to be written to
cv::Mat MutableMat(Image& image);
cv::Mat MutableMat(float* plane, int height, int width);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_MAT_H_
