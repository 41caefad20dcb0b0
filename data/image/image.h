// An image in memory: 8 bits a sample, rows of pixels of channels (HWC) without gaps, RGB (never
// BGR) or grey.
#ifndef STRIDE_DATA_IMAGE_IMAGE_H_
#define STRIDE_DATA_IMAGE_IMAGE_H_

#include <cstdint>
#include <memory>

namespace stride {

// A value: copies share the pixels until one of them is written to.
class Image {
 public:
  Image() = default;  // 0 x 0
  // Pixels are not initialised. Sizes are at least 1, channels 1 or 3.
  Image(int height, int width, int channels);
  // Pixels of somebody else's, never written to. `owner` keeps them alive; null: they outlive all.
  static Image View(const uint8_t* pixels, int height, int width, int channels,
                    std::shared_ptr<const void> owner);

  int height() const { return height_; }
  int width() const { return width_; }
  int channels() const { return channels_; }
  int64_t size_bytes() const { return int64_t{height_} * width_ * channels_; }
  bool empty() const { return size_bytes() == 0; }

  const uint8_t* data() const { return pixels_; }
  const uint8_t* row(int y) const { return pixels_ + int64_t{y} * width_ * channels_; }
  // Copies the pixels first when they are a view or shared.
  uint8_t* mutable_data();

 private:
  const uint8_t* pixels_ = nullptr;
  std::shared_ptr<uint8_t[]> own_;     // null for a view
  std::shared_ptr<const void> owner_;  // of a view's pixels
  int height_ = 0;
  int width_ = 0;
  int channels_ = 0;
};

// Same sizes and pixels.
bool operator==(const Image& a, const Image& b);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_IMAGE_H_
