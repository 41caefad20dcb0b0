// Images through tables: every sample is replaced by what a table holds for its level.
#ifndef STRIDE_DATA_TRANSFORM_PIXEL_TABLE_H_
#define STRIDE_DATA_TRANSFORM_PIXEL_TABLE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "stride/data/image/image.h"

namespace stride {

using PixelTable = std::array<uint8_t, 256>;

// One table for all channels, or one for each. An image that nobody shares is changed where it is.
Image ApplyTables(Image image, const std::vector<PixelTable>& tables);

// `function(level)`, an int in [0, 255], for every level.
template <typename Function>
PixelTable MakeTable(Function function) {
  PixelTable table;
  for (int level = 0; level < 256; ++level) table[level] = static_cast<uint8_t>(function(level));
  return table;
}

// How many samples of the channel have each level.
using Histogram = std::array<int64_t, 256>;
Histogram ChannelHistogram(const Image& image, int channel);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_PIXEL_TABLE_H_
