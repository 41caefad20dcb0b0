// The windows of a convolution as rows of a matrix, so that the convolution is a product; its
// filters turned, so that its gradient is a convolution.
#ifndef STRIDE_MODELS_FUSED_COLUMNS_H_
#define STRIDE_MODELS_FUSED_COLUMNS_H_

#include <c10/util/BFloat16.h>

#include <array>
#include <cstdint>

namespace stride {

// Arrays of two: height, then width.
struct WindowGrid {
  int64_t batch = 0;
  int64_t channels = 0;
  std::array<int64_t, 2> image = {1, 1};
  std::array<int64_t, 2> windows = {1, 1};  // how many there are
  std::array<int64_t, 2> kernel = {1, 1};   // the size of one
  std::array<int64_t, 2> stride = {1, 1};
  std::array<int64_t, 2> padding = {0, 0};  // zeros before the image

  int64_t rows() const { return batch * windows[0] * windows[1]; }
  int64_t columns() const { return kernel[0] * kernel[1] * channels; }
};

// `kernel`, `stride` and `padding` in both directions; image: height, width.
WindowGrid SquareWindows(int64_t batch, int64_t channels, const std::array<int64_t, 2>& image,
                         int64_t kernel, int64_t stride, int64_t padding);

// maps: [batch, height, width, channels]. columns: [rows(), columns()], each row a window
// [kernel height, kernel width, channels], zeros where it reaches beyond the image.
void MakeColumns(const WindowGrid& grid, const c10::BFloat16* maps, c10::BFloat16* columns);

// The other way: each value of `maps` becomes the sum, in float32, of its places in the windows.
void SumColumns(const WindowGrid& grid, const c10::BFloat16* columns, c10::BFloat16* maps);

// filters: [out, kh, kw, in], of `sizes`. turned: [in, kh, kw, out], by 180 degrees, rounded.
void TurnFilters(const std::array<int64_t, 4>& sizes, const float* filters, c10::BFloat16* turned);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_COLUMNS_H_
