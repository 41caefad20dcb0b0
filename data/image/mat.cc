#include "stride/data/image/mat.h"

#include <cstdint>

namespace stride {
namespace {

void TurnThreadsOff() {
  [[maybe_unused]] static const bool once = [] {
    cv::setNumThreads(1);
    return true;
  }();
}

cv::Mat View(const Image& image, uint8_t* pixels) {
  TurnThreadsOff();
  return {image.height(), image.width(), CV_8UC(image.channels()), pixels};
}

}  // namespace

cv::Mat ConstMat(const Image& image) { return View(image, const_cast<uint8_t*>(image.data())); }

cv::Mat MutableMat(Image& image) { return View(image, image.mutable_data()); }

cv::Mat MutableMat(float* plane, int height, int width) {
  TurnThreadsOff();
  return {height, width, CV_32F, plane};
}

}  // namespace stride
