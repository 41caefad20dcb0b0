#include "stride/models/fused/tiles.h"

#include <algorithm>

#include "stride/models/fused/vector16.h"

namespace stride {

STRIDE_VECTORS_BEGIN

void PackPairs(const c10::BFloat16* maps, const Strip& strip, int64_t channels, uint8_t* tiles,
               int64_t step) {
  alignas(64) static constexpr auto kOrder = [] {
    std::array<uint16_t, 64> order{};
    for (int i = 0; i < 64; ++i) order[i] = static_cast<uint16_t>(i / 2 + i % 2 * 32);
    return order;
  }();
  const __m512i low = _mm512_load_si512(kOrder.data());
  const __m512i high = _mm512_load_si512(kOrder.data() + 32);
  for (int64_t first = 0; first < channels; first += 2 * kTileSide) {
    const int64_t count = std::min(channels - first, 2 * kTileSide);
    const __mmask32 mask = count == 32 ? ~0U : (1U << count) - 1;
    uint8_t* const tile = tiles + first / kTileSide * step;
    for (int64_t pair = 0; pair < kStripPixels / 2; ++pair) {
      const auto load = [&](int64_t pixel) {
        return pixel == kNoPixel ? _mm512_setzero_si512()
                                 : _mm512_maskz_loadu_epi16(mask, maps + pixel * channels + first);
      };
      const __m512i left = load(strip[2 * pair]);
      const __m512i right = load(strip[2 * pair + 1]);
      _mm512_store_si512(tile + pair * 64, _mm512_permutex2var_epi16(left, low, right));
      _mm512_store_si512(tile + step + pair * 64, _mm512_permutex2var_epi16(left, high, right));
    }
  }
}

// Rows and columns of 32 bits are exchanged, first within blocks of four, then blocks.
void TransposeTile(const uint8_t* from, uint8_t* to) {
  __m512i rows[kTileSide], mixed[kTileSide];
  for (int i = 0; i < kTileSide; ++i) rows[i] = _mm512_load_si512(from + i * 64);
  for (int i = 0; i < kTileSide; i += 2) {
    mixed[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
    mixed[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
  }
  for (int i = 0; i < kTileSide; i += 4) {
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

STRIDE_VECTORS_END

}  // namespace stride
