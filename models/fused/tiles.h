// Maps as tiles, which AMX multiplies (Intel's manual of instruction set extensions, chapter 3).
//
// A tile is 16 rows of 64 bytes: of bfloat16, 16 channels of 32 pixels, or 16 pairs of pixels of 16
// channels; of float32, 16 output channels of 16 input channels. For processors with AVX-512.
#ifndef STRIDE_MODELS_FUSED_TILES_H_
#define STRIDE_MODELS_FUSED_TILES_H_

#include <c10/util/BFloat16.h>

#include <array>
#include <cstdint>

namespace stride {

constexpr int64_t kTileSide = 16;
constexpr int64_t kTileBytes = 1024;
constexpr int64_t kStripPixels = 32;  // those of a tile

// Where a strip's pixels are, in pixels from a place in the maps.
using Strip = std::array<int64_t, kStripPixels>;
constexpr int64_t kNoPixel = -1;  // zeros

// maps: pixels of `channels`. Writes pairs of pixels: a tile for each 16 channels, `step` bytes
// apart, of an even number of tiles. Tiles lie at multiples of 64 bytes.
void PackPairs(const c10::BFloat16* maps, const Strip& strip, int64_t channels, uint8_t* tiles,
               int64_t step);

// A tile of pairs becomes one of channels.
void TransposeTile(const uint8_t* from, uint8_t* to);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_TILES_H_
