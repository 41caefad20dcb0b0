#include "stride/data/image/mat.h"

#include <cstdint>

namespace stride {
namespace {

cv::Mat View(const Image& image, uint8_t* pixels) {
  [[maybe_unused]] static const bool alone = [] {
    cv::setNumThreads(1);
    return true;
  }();
  return {image.height(), image.width(), CV_8UC(image.channels()), pixels};
}

}  // namespace

cv::Mat ConstMat(const Image& image) { return View(image, const_cast<uint8_t*>(image.data())); }

cv::Mat MutableMat(Image& image) { return View(image, image.mutable_data()); }

}  // namespace stride
