#include "stride/models/fused/max_pool.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

// `maps` in channels_last; its values repeat, so that windows have several maxima.
template <typename Number>
void ExpectPoolAgrees(const WindowGrid& grid, const at::Tensor& maps) {
  const at::Tensor input = maps.to(at::kFloat).contiguous().requires_grad_();
  const at::Tensor expected = at::max_pool2d(input, grid.kernel, grid.stride, grid.padding);
  at::Tensor result =
      at::empty(expected.sizes(), maps.options()).contiguous(at::MemoryFormat::ChannelsLast);
  std::vector<uint8_t> places(result.numel());
  MaxPool(grid, maps.data_ptr<Number>(), result.data_ptr<Number>(), places.data());
  EXPECT_TRUE(result.to(at::kFloat).allclose(expected, 0, 0, /*equal_nan=*/true));

  const at::Tensor gradient = at::randint(-8, 8, expected.sizes(), maps.options())
                                  .contiguous(at::MemoryFormat::ChannelsLast);
  expected.backward(gradient.to(at::kFloat));
  at::Tensor sums =
      at::full(maps.sizes(), NAN, maps.options()).contiguous(at::MemoryFormat::ChannelsLast);
  MaxPoolGradient(grid, gradient.data_ptr<Number>(), places.data(), sums.data_ptr<Number>());
  EXPECT_TRUE(sums.to(at::kFloat).equal(input.grad()));
}

void ExpectPoolAgrees(const WindowGrid& grid) {
  const at::Tensor maps =
      at::randint(-3, 3, {grid.batch, grid.channels, grid.image[0], grid.image[1]}, at::kFloat)
          .contiguous(at::MemoryFormat::ChannelsLast);
  ExpectPoolAgrees<float>(grid, maps);
  ExpectPoolAgrees<c10::BFloat16>(grid, maps.to(at::kBFloat16));
}

class MaxPoolTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasVectors()) GTEST_SKIP() << "this processor has no AVX-512";
    at::manual_seed(1);
    at::set_num_threads(2);
  }
};

TEST_F(MaxPoolTest, AgreesWithLibTorch) {
  ExpectPoolAgrees(SquareWindows(3, 32, {6, 8}, 2, 2, 0));
  ExpectPoolAgrees(
      SquareWindows(3, 24, {7, 5}, 2, 2, 0));  // a row, a column and half a vector are left over
  ExpectPoolAgrees(SquareWindows(2, 16, {9, 11}, 3, 2, 1));
  ExpectPoolAgrees(SquareWindows(2, 5, {8, 8}, 3, 1, 1));
  ExpectPoolAgrees(SquareWindows(2, 16, {3, 3}, 3, 3, 0));
  ExpectPoolAgrees(SquareWindows(1, 16, {9, 9}, 2, 3, 0));  // pixels between windows
}

TEST_F(MaxPoolTest, NanIsTheMaximum) {
  at::Tensor maps = at::randn({1, 16, 4, 4}).contiguous(at::MemoryFormat::ChannelsLast);
  maps.select(2, 1).select(2, 0).fill_(NAN);
  maps.select(2, 2).select(2, 3).fill_(-INFINITY);
  ExpectPoolAgrees<float>(SquareWindows(1, 16, {4, 4}, 2, 2, 0), maps);
}

}  // namespace
}  // namespace stride
