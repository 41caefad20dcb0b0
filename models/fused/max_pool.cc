#include "stride/models/fused/max_pool.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

struct Range {
  int64_t begin, end;
};

// Of a window's rows or columns, those inside the image.
Range Inside(const WindowGrid& grid, size_t side, int64_t window) {
  const int64_t first = window * grid.stride[side] - grid.padding[side];
  return {std::max<int64_t>(-first, 0), std::min(grid.kernel[side], grid.image[side] - first)};
}

// The windows that a pixel is in.
Range WindowsOver(const WindowGrid& grid, size_t side, int64_t pixel) {
  const int64_t place = pixel + grid.padding[side];
  const int64_t past = place - grid.kernel[side] + grid.stride[side];
  return {std::max<int64_t>(past, 0) / grid.stride[side],
          std::min(place / grid.stride[side] + 1, grid.windows[side])};
}

STRIDE_VECTORS_BEGIN

template <typename Number>
void PoolWindow(const WindowGrid& grid, const Number* corner, Range rows, Range columns,
                Number* result, uint8_t* places) {
  for (int64_t first = 0; first < grid.channels; first += 16) {
    const __mmask16 mask = FirstOf16(grid.channels - first);
    __m512 most = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
    __m512i place =
        _mm512_set1_epi32(static_cast<int>(rows.begin * grid.kernel[1] + columns.begin));
    for (int64_t i = rows.begin; i < rows.end; ++i) {
      for (int64_t j = columns.begin; j < columns.end; ++j) {
        const __m512 value = Load16(corner + (i * grid.image[1] + j) * grid.channels + first, mask);
        const __mmask16 more = _mm512_cmp_ps_mask(value, most, _CMP_GT_OQ) |
                               _mm512_cmp_ps_mask(value, value, _CMP_UNORD_Q);
        most = _mm512_mask_mov_ps(most, more, value);
        place = _mm512_mask_set1_epi32(place, more, static_cast<int>(i * grid.kernel[1] + j));
      }
    }
    Store16(result + first, mask, most);
    _mm512_mask_cvtepi32_storeu_epi8(places + first, mask, place);
  }
}

// One row of the maps' gradient, and what it is made from.
template <typename Number>
struct Row {
  const WindowGrid& grid;
  const Number* gradient;  // of the image's windows
  const uint8_t* places;
  int64_t y;
  Number* pixels;
};

// What a window adds to its pixel at `place`, to `sum`.
template <typename Number>
__m512 AddWindow(const Row<Number>& row, int64_t window, int64_t place, __mmask16 mask,
                 __m512 sum) {
  const __m128i chosen = _mm_maskz_loadu_epi8(mask, row.places + window);
  const __mmask16 here = _mm512_cmpeq_epi32_mask(_mm512_cvtepu8_epi32(chosen),
                                                 _mm512_set1_epi32(static_cast<int>(place)));
  return _mm512_mask_add_ps(sum, here, sum, Load16(row.gradient + window, mask));
}

template <typename Number>
void SumWindows(const Row<Number>& row, Range rows, Range columns, int64_t x) {
  const WindowGrid& grid = row.grid;
  Number* const pixel = row.pixels + x * grid.channels;
  for (int64_t first = 0; first < grid.channels; first += 16) {
    const __mmask16 mask = FirstOf16(grid.channels - first);
    __m512 sum = _mm512_setzero_ps();
    for (int64_t i = rows.begin; i < rows.end; ++i) {
      for (int64_t j = columns.begin; j < columns.end; ++j) {
        const int64_t place = (row.y + grid.padding[0] - i * grid.stride[0]) * grid.kernel[1] + x +
                              grid.padding[1] - j * grid.stride[1];
        sum = AddWindow(row, (i * grid.windows[1] + j) * grid.channels + first, place, mask, sum);
      }
    }
    Store16(pixel + first, mask, sum);
  }
}

// The same where each pixel is in one window at most: all of a window's row at once.
template <typename Number>
void SpreadWindow(const Row<Number>& row, int64_t i, int64_t j, Range columns) {
  const WindowGrid& grid = row.grid;
  const int64_t place = (row.y + grid.padding[0] - i * grid.stride[0]) * grid.kernel[1];
  const int64_t x = j * grid.stride[1] - grid.padding[1];
  for (int64_t first = 0; first < grid.channels; first += 16) {
    const __mmask16 mask = FirstOf16(grid.channels - first);
    const int64_t window = (i * grid.windows[1] + j) * grid.channels + first;
    for (int64_t k = columns.begin; k < columns.end; ++k) {
      Store16(row.pixels + (x + k) * grid.channels + first, mask,
              AddWindow(row, window, place + k, mask, _mm512_setzero_ps()));
    }
  }
}

STRIDE_VECTORS_END

// Zeros are left where there is no window.
template <typename Number>
void SpreadRow(const Row<Number>& row, Range rows) {
  const WindowGrid& grid = row.grid;
  const auto clear = [&](int64_t begin, int64_t end) {
    if (begin < end) {
      std::fill(row.pixels + begin * grid.channels, row.pixels + end * grid.channels, Number(0));
    }
  };
  int64_t done = 0;
  for (int64_t j = 0; j < grid.windows[1] && rows.begin < rows.end; ++j) {
    const Range columns = Inside(grid, 1, j);
    const int64_t x = j * grid.stride[1] - grid.padding[1];
    clear(done, x + columns.begin);
    SpreadWindow(row, rows.begin, j, columns);
    done = x + columns.end;
  }
  clear(done, grid.image[1]);
}

}  // namespace

template <typename Number>
void MaxPool(const WindowGrid& grid, const Number* maps, Number* result, uint8_t* places) {
  at::parallel_for(0, grid.batch * grid.windows[0], 1, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      const int64_t window_row = row % grid.windows[0];
      const int64_t y =
          row / grid.windows[0] * grid.image[0] + window_row * grid.stride[0] - grid.padding[0];
      for (int64_t column = 0; column < grid.windows[1]; ++column) {
        const int64_t x = column * grid.stride[1] - grid.padding[1];
        const int64_t window = (row * grid.windows[1] + column) * grid.channels;
        PoolWindow(grid, maps + (y * grid.image[1] + x) * grid.channels,
                   Inside(grid, 0, window_row), Inside(grid, 1, column), result + window,
                   places + window);
      }
    }
  });
}

template <typename Number>
void MaxPoolGradient(const WindowGrid& grid, const Number* gradient, const uint8_t* places,
                     Number* maps) {
  std::vector<Range> columns;  // of windows, for each pixel of a row
  for (int64_t x = 0; x < grid.image[1]; ++x) columns.push_back(WindowsOver(grid, 1, x));
  const bool apart = grid.kernel[0] <= grid.stride[0] && grid.kernel[1] <= grid.stride[1];
  at::parallel_for(0, grid.batch * grid.image[0], 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t windows = i / grid.image[0] * grid.windows[0] * grid.windows[1] * grid.channels;
      const Row<Number> row{grid, gradient + windows, places + windows, i % grid.image[0],
                            maps + i * grid.image[1] * grid.channels};
      const Range rows = WindowsOver(grid, 0, row.y);
      if (apart) {
        SpreadRow(row, rows);
        continue;
      }
      for (int64_t x = 0; x < grid.image[1]; ++x) SumWindows(row, rows, columns[x], x);
    }
  });
}

template void MaxPool(const WindowGrid&, const float*, float*, uint8_t*);
template void MaxPool(const WindowGrid&, const c10::BFloat16*, c10::BFloat16*, uint8_t*);
template void MaxPoolGradient(const WindowGrid&, const float*, const uint8_t*, float*);
template void MaxPoolGradient(const WindowGrid&, const c10::BFloat16*, const uint8_t*,
                              c10::BFloat16*);

}  // namespace stride
