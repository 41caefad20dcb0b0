#include "stride/models/fused/columns.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

namespace stride {
namespace {

// The last window reaches beyond the image on both sides.
WindowGrid Grid() {
  WindowGrid grid;
  grid.batch = 2;
  grid.channels = 5;
  grid.image = {4, 3};
  grid.windows = {2, 3};
  grid.kernel = {3, 2};
  grid.stride = {2, 1};
  grid.padding = {1, 0};
  return grid;
}

// What a convolution that copies one pixel of the window yields: [N, windows, kernel, C].
at::Tensor WindowsByLibTorch(const at::Tensor& maps) {
  const at::Tensor padded = at::constant_pad_nd(maps, {0, 1, 1, 0});
  return padded.unfold(2, 3, 2).unfold(3, 2, 1).permute({0, 2, 3, 4, 5, 1}).contiguous();
}

TEST(Columns, AreTheWindows) {
  const WindowGrid grid = Grid();
  const at::Tensor maps = at::randn({2, 5, 4, 3}).to(at::kBFloat16);
  const at::Tensor by_pixel = maps.permute({0, 2, 3, 1}).contiguous();
  at::Tensor columns = at::full({grid.rows(), grid.columns()}, 7, at::kBFloat16);
  MakeColumns(grid, by_pixel.data_ptr<c10::BFloat16>(), columns.data_ptr<c10::BFloat16>());
  EXPECT_TRUE(columns.equal(WindowsByLibTorch(maps).view({grid.rows(), grid.columns()})));
}

TEST(Columns, SumIsTheGradientOfTheWindows) {
  const WindowGrid grid = Grid();
  const at::Tensor maps = at::zeros({2, 5, 4, 3}).requires_grad_();
  const at::Tensor columns = at::randn({grid.rows(), grid.columns()}).to(at::kBFloat16);
  const at::Tensor windows = WindowsByLibTorch(maps);
  windows.backward(columns.to(at::kFloat).view(windows.sizes()));
  at::Tensor sums = at::full({2, 4, 3, 5}, 7, at::kBFloat16);
  SumColumns(grid, columns.data_ptr<c10::BFloat16>(), sums.data_ptr<c10::BFloat16>());
  const at::Tensor expected = maps.grad().permute({0, 2, 3, 1}).to(at::kBFloat16);
  EXPECT_TRUE(sums.to(at::kFloat).allclose(expected.to(at::kFloat), 0.01, 1e-6));
}

TEST(TurnFilters, TurnsAndExchangesChannels) {
  const at::Tensor filters = at::randn({37, 5, 3, 2}).contiguous(at::MemoryFormat::ChannelsLast);
  at::Tensor turned = at::empty({5, 3, 2, 37}, at::kBFloat16);
  TurnFilters({37, 3, 2, 5}, filters.data_ptr<float>(), turned.data_ptr<c10::BFloat16>());
  const at::Tensor expected = filters.flip({2, 3}).permute({1, 2, 3, 0}).to(at::kBFloat16);
  EXPECT_TRUE(turned.equal(expected));
}

}  // namespace
}  // namespace stride
