#include "stride/models/fused/tile_gradient.h"

#include <ATen/Parallel.h>
#include <immintrin.h>

#include <algorithm>
#include <vector>

#include "stride/models/fused/tiles.h"
#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

using c10::BFloat16;

constexpr int64_t kCache = 1280 << 10;  // what a processor's second cache has room for

int64_t CeilOf(int64_t value, int64_t divisor) { return (value + divisor - 1) / divisor; }

struct alignas(64) TileConfiguration {
  uint8_t palette = 1;
  uint8_t start_row = 0;
  uint8_t reserved[14] = {};
  uint16_t bytes_of_row[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

}  // namespace

STRIDE_TARGET_BEGIN("avx512f,amx-tile,amx-bf16")

// One thread's share: `images` side by side make a group, whose rows are strips; blocks of groups
// are packed into tiles and multiplied. Channels are rounded up to two tiles.
struct TileGradient::Work {
  Work(const WindowGrid& grid, int64_t out)
      : grid(grid),
        out(out),
        out_tiles(2 * CeilOf(out, 2 * kTileSide)),
        in_tiles(2 * CeilOf(grid.channels, 2 * kTileSide)),
        taps(grid.kernel[0] * grid.kernel[1]),
        images(std::max<int64_t>(kStripPixels / grid.windows[1], 1)),
        across(CeilOf(grid.windows[1], kStripPixels)),
        groups(CeilOf(grid.batch, images)),
        strips(grid.windows[0] * across),
        rows(grid.image[0] * across),
        block(std::clamp<int64_t>(
            kCache / (kTileBytes * (out_tiles * strips + 2 * grid.kernel[1] * rows)), 1, groups)) {}

  int64_t sums_bytes() const { return taps * out_tiles * in_tiles * kTileBytes; }
  int64_t gradient_bytes() const { return out_tiles * block * strips * kTileBytes; }
  int64_t maps_bytes() const { return in_tiles * grid.kernel[1] * block * rows * kTileBytes; }
  int64_t bytes() const {
    return sums_bytes() + gradient_bytes() + maps_bytes() + out_tiles * kTileBytes;
  }

  void Place(uint8_t* memory) {
    sums = memory;
    gradient = sums + sums_bytes();
    maps = gradient + gradient_bytes();
    pairs = maps + maps_bytes();
  }

  // column(window) is the place in a row of `width` columns; `size`: pixels of an image.
  template <typename Column>
  Strip MakeStrip(int64_t group, int64_t part, int64_t size, int64_t width,
                  const Column& column) const {
    Strip strip;
    strip.fill(kNoPixel);
    const int64_t there = std::min(images, grid.batch - group * images);
    for (int64_t i = 0; i < kStripPixels; ++i) {
      const int64_t image = across > 1 ? 0 : i / grid.windows[1];
      const int64_t window = part * kStripPixels + i - image * grid.windows[1];
      const int64_t place = column(window);
      if (image < there && window < grid.windows[1] && place >= 0 && place < width) {
        strip[i] = image * size + place;
      }
    }
    return strip;
  }

  void PackGradient(int64_t group, int64_t place, const BFloat16* from) {
    const int64_t size = grid.windows[0] * grid.windows[1];
    for (int64_t part = 0; part < across; ++part) {
      const Strip strip =
          MakeStrip(group, part, size, grid.windows[1], [](int64_t window) { return window; });
      for (int64_t row = 0; row < grid.windows[0]; ++row) {
        PackPairs(from + (group * images * size + row * grid.windows[1]) * out, strip, out, pairs,
                  kTileBytes);
        for (int64_t tile = 0; tile < out_tiles; ++tile) {
          TransposeTile(
              pairs + tile * kTileBytes,
              gradient + ((tile * block + place) * strips + row * across + part) * kTileBytes);
        }
      }
    }
  }

  void PackMaps(int64_t group, int64_t place, const BFloat16* from) {
    const int64_t size = grid.image[0] * grid.image[1];
    for (int64_t tap = 0; tap < grid.kernel[1]; ++tap) {
      const auto column = [&](int64_t window) {
        return window * grid.stride[1] - grid.padding[1] + tap;
      };
      for (int64_t part = 0; part < across; ++part) {
        const Strip strip = MakeStrip(group, part, size, grid.image[1], column);
        for (int64_t row = 0; row < grid.image[0]; ++row) {
          PackPairs(from + (group * images * size + row * grid.image[1]) * grid.channels, strip,
                    grid.channels,
                    maps + ((tap * block + place) * rows + row * across + part) * kTileBytes,
                    grid.kernel[1] * block * rows * kTileBytes);
        }
      }
    }
  }

  // Adds one block's products to four tiles of sums.
  void Multiply(int64_t count, bool is_first, int64_t out_pair, int64_t in_pair, int64_t tap) {
    const int64_t tap_row = tap / grid.kernel[1];
    const int64_t tap_column = tap % grid.kernel[1];
    uint8_t* const sum =
        sums + ((tap * out_tiles / 2 + out_pair) * in_tiles / 2 + in_pair) * 4 * kTileBytes;
    const int64_t left_step = block * strips * kTileBytes;
    const int64_t right_step = grid.kernel[1] * block * rows * kTileBytes;
    const uint8_t* const left = gradient + 2 * out_pair * left_step;
    const uint8_t* const right =
        maps + 2 * in_pair * right_step + tap_column * block * rows * kTileBytes;
    if (is_first) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
    } else {
      _tile_loadd(0, sum, 64);
      _tile_loadd(1, sum + kTileBytes, 64);
      _tile_loadd(2, sum + 2 * kTileBytes, 64);
      _tile_loadd(3, sum + 3 * kTileBytes, 64);
    }
    for (int64_t place = 0; place < count; ++place) {
      for (int64_t row = 0; row < grid.windows[0]; ++row) {
        const int64_t image_row = row * grid.stride[0] - grid.padding[0] + tap_row;
        if (image_row < 0 || image_row >= grid.image[0]) continue;
        const uint8_t* a = left + (place * strips + row * across) * kTileBytes;
        const uint8_t* b = right + (place * rows + image_row * across) * kTileBytes;
        for (int64_t part = 0; part < across; ++part, a += kTileBytes, b += kTileBytes) {
          _tile_loadd(4, a, 64);
          _tile_loadd(6, b, 64);
          _tile_dpbf16ps(0, 4, 6);
          _tile_loadd(7, b + right_step, 64);
          _tile_dpbf16ps(1, 4, 7);
          _tile_loadd(5, a + left_step, 64);
          _tile_dpbf16ps(2, 5, 6);
          _tile_dpbf16ps(3, 5, 7);
        }
      }
    }
    _tile_stored(0, sum, 64);
    _tile_stored(1, sum + kTileBytes, 64);
    _tile_stored(2, sum + 2 * kTileBytes, 64);
    _tile_stored(3, sum + 3 * kTileBytes, 64);
  }

  void Run(int64_t begin, int64_t end, const BFloat16* from, const BFloat16* from_gradient) {
    const TileConfiguration configuration;
    _tile_loadconfig(&configuration);
    for (int64_t first = begin; first < end; first += block) {
      const int64_t count = std::min(block, end - first);
      for (int64_t place = 0; place < count; ++place) {
        PackGradient(first + place, place, from_gradient);
        PackMaps(first + place, place, from);
      }
      for (int64_t in = 0; in < in_tiles / 2; ++in) {
        for (int64_t o = 0; o < out_tiles / 2; ++o) {
          for (int64_t tap = 0; tap < taps; ++tap) Multiply(count, first == begin, o, in, tap);
        }
      }
    }
    _tile_release();
  }

  // Of one output channel, one tap and the 16 input channels of a tile.
  const float* Sums(int64_t o, int64_t tap, int64_t in_tile) const {
    const int64_t pair = (tap * out_tiles / 2 + o / (2 * kTileSide)) * in_tiles / 2 + in_tile / 2;
    const int64_t tile = pair * 4 + o / kTileSide % 2 * 2 + in_tile % 2;
    return reinterpret_cast<const float*>(sums + tile * kTileBytes) + o % kTileSide * kTileSide;
  }

  const WindowGrid grid;
  const int64_t out, out_tiles, in_tiles, taps;
  const int64_t images, across, groups;
  const int64_t strips, rows;  // strips of a group: of the gradient, of the maps
  const int64_t block;         // groups
  uint8_t *sums = nullptr, *gradient = nullptr, *maps = nullptr, *pairs = nullptr;
};

namespace {

// The threads' sums of one output channel; weights: [taps, channels].
template <typename Works>
void AddUp(const Works& works, int64_t o, int64_t channels, float* weights) {
  for (int64_t tap = 0; tap < works[0].taps; ++tap, weights += channels) {
    for (int64_t in = 0; in < channels; in += kTileSide) {
      __m512 sum = _mm512_setzero_ps();
      for (const auto& work : works) {
        sum = _mm512_add_ps(sum, _mm512_load_ps(work.Sums(o, tap, in / kTileSide)));
      }
      _mm512_mask_storeu_ps(weights + in, FirstOf16(channels - in), sum);
    }
  }
}

STRIDE_TARGET_END

}  // namespace

TileGradient::TileGradient(const WindowGrid& grid, int64_t out)
    : grid_(grid), out_(out), threads_(at::get_num_threads()) {}

size_t TileGradient::scratch_bytes() const { return Work(grid_, out_).bytes() * threads_; }

void TileGradient::Compute(const BFloat16* maps, const BFloat16* gradient, float* weights,
                           void* scratch) const {
  Work work(grid_, out_);
  const int64_t count = std::min(threads_, work.groups);
  std::vector<Work> works(count, work);
  at::parallel_for(0, count, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      works[i].Place(static_cast<uint8_t*>(scratch) + i * work.bytes());
      works[i].Run(work.groups * i / count, work.groups * (i + 1) / count, maps, gradient);
    }
  });
  const int64_t size = work.taps * grid_.channels;
  at::parallel_for(0, out_, 1, [&](int64_t begin, int64_t end) {
    for (int64_t o = begin; o < end; ++o) AddUp(works, o, grid_.channels, weights + o * size);
  });
}

}  // namespace stride
