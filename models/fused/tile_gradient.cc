#include "stride/models/fused/tile_gradient.h"

#include <ATen/Parallel.h>
#include <immintrin.h>

#include <algorithm>
#include <array>
#include <vector>

#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

using c10::BFloat16;

// A tile is 16 rows of 64 bytes: of bfloat16, 16 channels of 32 pixels, or 16 pairs of pixels of 16
// channels; of float32, 16 output channels of 16 input channels. Channels are rounded up to two
// tiles.
constexpr int64_t kSide = 16;
constexpr int64_t kStrip = 32;  // pixels of a tile
constexpr int64_t kTile = 1024;
constexpr int64_t kCache = 1280 << 10;  // what a processor's second cache has room for

// Where a strip's pixels are, in pixels from the row of the group's first image.
using Strip = std::array<int64_t, kStrip>;
constexpr int64_t kNone = -1;  // zeros

int64_t CeilOf(int64_t value, int64_t divisor) { return (value + divisor - 1) / divisor; }

struct alignas(64) TileConfiguration {
  uint8_t palette = 1;
  uint8_t start_row = 0;
  uint8_t reserved[14] = {};
  uint16_t bytes_of_row[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

// Pairs of pixels, channel by channel: a tile for each 16 channels, `step` bytes apart.
STRIDE_TARGET_BEGIN("avx512f,avx512bw,amx-tile,amx-bf16")

void PackPairs(const BFloat16* from, const Strip& strip, int64_t channels, uint8_t* tiles,
               int64_t step) {
  alignas(64) static constexpr auto kOrder = [] {
    std::array<uint16_t, 64> order{};
    for (int i = 0; i < 64; ++i) order[i] = static_cast<uint16_t>(i / 2 + i % 2 * 32);
    return order;
  }();
  const __m512i low = _mm512_load_si512(kOrder.data());
  const __m512i high = _mm512_load_si512(kOrder.data() + 32);
  for (int64_t first = 0; first < channels; first += 2 * kSide) {
    const int64_t count = std::min(channels - first, 2 * kSide);
    const __mmask32 mask = count == 32 ? ~0U : (1U << count) - 1;
    uint8_t* const tile = tiles + first / kSide * step;
    for (int64_t pair = 0; pair < kStrip / 2; ++pair) {
      const auto load = [&](int64_t pixel) {
        return pixel == kNone ? _mm512_setzero_si512()
                              : _mm512_maskz_loadu_epi16(mask, from + pixel * channels + first);
      };
      const __m512i left = load(strip[2 * pair]);
      const __m512i right = load(strip[2 * pair + 1]);
      _mm512_store_si512(tile + pair * 64, _mm512_permutex2var_epi16(left, low, right));
      _mm512_store_si512(tile + step + pair * 64, _mm512_permutex2var_epi16(left, high, right));
    }
  }
}

// A tile of pairs becomes one of channels: rows and columns of 32 bits are exchanged, first within
// blocks of four, then blocks.
void TransposeTile(const uint8_t* from, uint8_t* to) {
  __m512i rows[kSide], mixed[kSide];
  for (int i = 0; i < kSide; ++i) rows[i] = _mm512_load_si512(from + i * 64);
  for (int i = 0; i < kSide; i += 2) {
    mixed[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
    mixed[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
  }
  for (int i = 0; i < kSide; i += 4) {
    rows[i] = _mm512_unpacklo_epi64(mixed[i], mixed[i + 2]);
    rows[i + 1] = _mm512_unpackhi_epi64(mixed[i], mixed[i + 2]);
    rows[i + 2] = _mm512_unpacklo_epi64(mixed[i + 1], mixed[i + 3]);
    rows[i + 3] = _mm512_unpackhi_epi64(mixed[i + 1], mixed[i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    const __m512i even = _mm512_shuffle_i32x4(rows[i], rows[i + 4], 0x88);
    const __m512i odd = _mm512_shuffle_i32x4(rows[i], rows[i + 4], 0xDD);
    const __m512i last_even = _mm512_shuffle_i32x4(rows[i + 8], rows[i + 12], 0x88);
    const __m512i last_odd = _mm512_shuffle_i32x4(rows[i + 8], rows[i + 12], 0xDD);
    _mm512_store_si512(to + i * 64, _mm512_shuffle_i32x4(even, last_even, 0x88));
    _mm512_store_si512(to + (i + 4) * 64, _mm512_shuffle_i32x4(odd, last_odd, 0x88));
    _mm512_store_si512(to + (i + 8) * 64, _mm512_shuffle_i32x4(even, last_even, 0xDD));
    _mm512_store_si512(to + (i + 12) * 64, _mm512_shuffle_i32x4(odd, last_odd, 0xDD));
  }
}

}  // namespace

// One thread's share: `images` side by side make a group, whose rows are strips; blocks of groups
// are packed into tiles and multiplied.
struct TileGradient::Work {
  Work(const WindowGrid& grid, int64_t out)
      : grid(grid),
        out(out),
        out_tiles(2 * CeilOf(out, 2 * kSide)),
        in_tiles(2 * CeilOf(grid.channels, 2 * kSide)),
        taps(grid.kernel[0] * grid.kernel[1]),
        images(std::max<int64_t>(kStrip / grid.windows[1], 1)),
        across(CeilOf(grid.windows[1], kStrip)),
        groups(CeilOf(grid.batch, images)),
        strips(grid.windows[0] * across),
        rows(grid.image[0] * across),
        block(std::clamp<int64_t>(
            kCache / (kTile * (out_tiles * strips + 2 * grid.kernel[1] * rows)), 1, groups)) {}

  int64_t sums_bytes() const { return taps * out_tiles * in_tiles * kTile; }
  int64_t gradient_bytes() const { return out_tiles * block * strips * kTile; }
  int64_t maps_bytes() const { return in_tiles * grid.kernel[1] * block * rows * kTile; }
  int64_t bytes() const {
    return sums_bytes() + gradient_bytes() + maps_bytes() + out_tiles * kTile;
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
    strip.fill(kNone);
    const int64_t there = std::min(images, grid.batch - group * images);
    for (int64_t i = 0; i < kStrip; ++i) {
      const int64_t image = across > 1 ? 0 : i / grid.windows[1];
      const int64_t window = part * kStrip + i - image * grid.windows[1];
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
                  kTile);
        for (int64_t tile = 0; tile < out_tiles; ++tile) {
          TransposeTile(pairs + tile * kTile,
                        gradient + ((tile * block + place) * strips + row * across + part) * kTile);
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
                    maps + ((tap * block + place) * rows + row * across + part) * kTile,
                    grid.kernel[1] * block * rows * kTile);
        }
      }
    }
  }

  // Adds one block's products to four tiles of sums.
  void Multiply(int64_t count, bool is_first, int64_t out_pair, int64_t in_pair, int64_t tap) {
    const int64_t tap_row = tap / grid.kernel[1];
    const int64_t tap_column = tap % grid.kernel[1];
    uint8_t* const sum =
        sums + ((tap * out_tiles / 2 + out_pair) * in_tiles / 2 + in_pair) * 4 * kTile;
    const int64_t left_step = block * strips * kTile;
    const int64_t right_step = grid.kernel[1] * block * rows * kTile;
    const uint8_t* const left = gradient + 2 * out_pair * left_step;
    const uint8_t* const right =
        maps + 2 * in_pair * right_step + tap_column * block * rows * kTile;
    if (is_first) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
    } else {
      _tile_loadd(0, sum, 64);
      _tile_loadd(1, sum + kTile, 64);
      _tile_loadd(2, sum + 2 * kTile, 64);
      _tile_loadd(3, sum + 3 * kTile, 64);
    }
    for (int64_t place = 0; place < count; ++place) {
      for (int64_t row = 0; row < grid.windows[0]; ++row) {
        const int64_t image_row = row * grid.stride[0] - grid.padding[0] + tap_row;
        if (image_row < 0 || image_row >= grid.image[0]) continue;
        const uint8_t* a = left + (place * strips + row * across) * kTile;
        const uint8_t* b = right + (place * rows + image_row * across) * kTile;
        for (int64_t part = 0; part < across; ++part, a += kTile, b += kTile) {
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
    _tile_stored(1, sum + kTile, 64);
    _tile_stored(2, sum + 2 * kTile, 64);
    _tile_stored(3, sum + 3 * kTile, 64);
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
    const int64_t pair = (tap * out_tiles / 2 + o / (2 * kSide)) * in_tiles / 2 + in_tile / 2;
    const int64_t tile = pair * 4 + o / kSide % 2 * 2 + in_tile % 2;
    return reinterpret_cast<const float*>(sums + tile * kTile) + o % kSide * kSide;
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
    for (int64_t in = 0; in < channels; in += kSide) {
      __m512 sum = _mm512_setzero_ps();
      for (const auto& work : works) {
        sum = _mm512_add_ps(sum, _mm512_load_ps(work.Sums(o, tap, in / kSide)));
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
