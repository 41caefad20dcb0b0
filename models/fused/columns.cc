#include "stride/models/fused/columns.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace stride {
namespace {

// Calls visit(place in the image or -1, place in the window) for all of one window's pixels.
template <typename Visit>
void VisitWindow(const WindowGrid& grid, int64_t row, int64_t column, const Visit& visit) {
  int64_t place = 0;
  for (int64_t i = 0; i < grid.kernel[0]; ++i) {
    const int64_t y = row * grid.stride[0] - grid.padding[0] + i;
    for (int64_t j = 0; j < grid.kernel[1]; ++j, ++place) {
      const int64_t x = column * grid.stride[1] - grid.padding[1] + j;
      const bool inside = y >= 0 && y < grid.image[0] && x >= 0 && x < grid.image[1];
      visit(inside ? y * grid.image[1] + x : -1, place);
    }
  }
}

// Calls visit(first element of the window's row of columns, row, column) for all of one image.
template <typename Visit>
void VisitWindows(const WindowGrid& grid, int64_t image, const Visit& visit) {
  int64_t start = image * grid.windows[0] * grid.windows[1] * grid.columns();
  for (int64_t row = 0; row < grid.windows[0]; ++row) {
    for (int64_t column = 0; column < grid.windows[1]; ++column) {
      visit(start, row, column);
      start += grid.columns();
    }
  }
}

void AddRow(const c10::BFloat16* from, int64_t count, float* to) {
  for (int64_t i = 0; i < count; ++i) to[i] += static_cast<float>(from[i]);
}

void RoundRow(const float* from, int64_t count, c10::BFloat16* to) {
  for (int64_t i = 0; i < count; ++i) to[i] = c10::BFloat16(from[i]);
}

template <typename Work>
void ForEachImage(const WindowGrid& grid, const Work& work) {
  at::parallel_for(0, grid.batch, 1, [&](int64_t begin, int64_t end) {
    for (int64_t image = begin; image < end; ++image) work(image);
  });
}

}  // namespace

WindowGrid SquareWindows(int64_t batch, int64_t channels, const std::array<int64_t, 2>& image,
                         int64_t kernel, int64_t stride, int64_t padding) {
  WindowGrid grid;
  grid.batch = batch;
  grid.channels = channels;
  grid.image = image;
  for (size_t i = 0; i < 2; ++i) {
    grid.windows[i] = (image[i] + 2 * padding - kernel) / stride + 1;
  }
  grid.kernel = {kernel, kernel};
  grid.stride = {stride, stride};
  grid.padding = {padding, padding};
  return grid;
}

void MakeColumns(const WindowGrid& grid, const c10::BFloat16* maps, c10::BFloat16* columns) {
  const size_t bytes = grid.channels * sizeof(c10::BFloat16);
  ForEachImage(grid, [&](int64_t image) {
    const c10::BFloat16* pixels = maps + image * grid.image[0] * grid.image[1] * grid.channels;
    VisitWindows(grid, image, [&](int64_t start, int64_t row, int64_t column) {
      VisitWindow(grid, row, column, [&](int64_t from, int64_t to) {
        c10::BFloat16* const target = columns + start + to * grid.channels;
        if (from < 0) {
          std::memset(target, 0, bytes);
        } else {
          std::memcpy(target, pixels + from * grid.channels, bytes);
        }
      });
    });
  });
}

void SumColumns(const WindowGrid& grid, const c10::BFloat16* columns, c10::BFloat16* maps) {
  const int64_t size = grid.image[0] * grid.image[1] * grid.channels;
  ForEachImage(grid, [&](int64_t image) {
    std::vector<float> sums(size, 0.0f);
    VisitWindows(grid, image, [&](int64_t start, int64_t row, int64_t column) {
      VisitWindow(grid, row, column, [&](int64_t to, int64_t from) {
        if (to < 0) return;
        AddRow(columns + start + from * grid.channels, grid.channels, &sums[to * grid.channels]);
      });
    });
    RoundRow(sums.data(), size, maps + image * size);
  });
}

void TurnFilters(const std::array<int64_t, 4>& sizes, const float* filters, c10::BFloat16* turned) {
  const auto [out, height, width, in] = sizes;
  const int64_t places = height * width;
  constexpr int64_t kBlock = 16;  // output channels that are read together: a line of the cache
  at::parallel_for(0, in, kBlock, [&, out = out, in = in](int64_t begin, int64_t end) {
    for (int64_t place = 0; place < places; ++place) {
      for (int64_t first = 0; first < out; first += kBlock) {
        const int64_t last = std::min(out, first + kBlock);
        for (int64_t i = begin; i < end; ++i) {
          c10::BFloat16* const target = turned + (i * places + places - 1 - place) * out;
          for (int64_t o = first; o < last; ++o) {
            target[o] = c10::BFloat16(filters[(o * places + place) * in + i]);
          }
        }
      }
    }
  });
}

}  // namespace stride
