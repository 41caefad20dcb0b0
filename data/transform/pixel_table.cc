#include "stride/data/transform/pixel_table.h"

#include "glog/logging.h"

namespace stride {

Image ApplyTables(Image image, const std::vector<PixelTable>& tables) {
  const int count = static_cast<int>(tables.size());
  CHECK(count == 1 || count == image.channels()) << count;
  uint8_t* const samples = image.mutable_data();
  for (int first = 0; first < count; ++first) {
    const PixelTable& table = tables[first];
    for (int64_t i = first; i < image.size_bytes(); i += count) samples[i] = table[samples[i]];
  }
  return image;
}

Histogram ChannelHistogram(const Image& image, int channel) {
  Histogram histogram{};
  for (int64_t i = channel; i < image.size_bytes(); i += image.channels()) {
    ++histogram[image.data()[i]];
  }
  return histogram;
}

}  // namespace stride
