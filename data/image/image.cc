#include "stride/data/image/image.h"

#include <cstring>
#include <utility>

#include "glog/logging.h"

namespace stride {

Image::Image(int height, int width, int channels)
    : height_(height), width_(width), channels_(channels) {
  CHECK_GE(height, 1);
  CHECK_GE(width, 1);
  CHECK(channels == 1 || channels == 3) << channels;
  own_ = std::shared_ptr<uint8_t[]>(new uint8_t[size_bytes()]);
  pixels_ = own_.get();
}

Image Image::View(const uint8_t* pixels, int height, int width, int channels,
                  std::shared_ptr<const void> owner) {
  CHECK(pixels != nullptr);
  CHECK(channels == 1 || channels == 3) << channels;
  Image view;
  view.pixels_ = pixels;
  view.owner_ = std::move(owner);
  view.height_ = height;
  view.width_ = width;
  view.channels_ = channels;
  return view;
}

uint8_t* Image::mutable_data() {
  if (!empty() && own_.use_count() != 1) {
    std::shared_ptr<uint8_t[]> copy(new uint8_t[size_bytes()]);
    std::memcpy(copy.get(), pixels_, size_bytes());
    own_ = std::move(copy);
    owner_.reset();
    pixels_ = own_.get();
  }
  return own_.get();
}

bool operator==(const Image& a, const Image& b) {
  return a.height() == b.height() && a.width() == b.width() && a.channels() == b.channels() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

}  // namespace stride
