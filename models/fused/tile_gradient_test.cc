#include "stride/models/fused/tile_gradient.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>

#include "stride/models/fused/memory_block.h"
#include "stride/models/fused/onednn.h"

namespace stride {
namespace {

at::Tensor RoundedNoise(const at::IntArrayRef& sizes) {
  return at::randn(sizes).to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast);
}

void ExpectTilesAgree(const WindowGrid& grid, int64_t out) {
  const at::Tensor maps = RoundedNoise({grid.batch, grid.channels, grid.image[0], grid.image[1]});
  const at::Tensor gradient = RoundedNoise({grid.batch, out, grid.windows[0], grid.windows[1]});
  const TileGradient pass(grid, out);
  const MemoryBlock scratch = AllocateBlock(pass.scratch_bytes());
  const at::Tensor weights = at::full({out, grid.channels, grid.kernel[0], grid.kernel[1]}, NAN)
                                 .contiguous(at::MemoryFormat::ChannelsLast);
  pass.Compute(maps.data_ptr<c10::BFloat16>(), gradient.data_ptr<c10::BFloat16>(),
               weights.data_ptr<float>(), scratch.get());
  const at::Tensor expected = std::get<1>(at::convolution_backward(
      gradient.to(at::kDouble), maps.to(at::kDouble), weights.to(at::kDouble), at::nullopt,
      grid.stride, grid.padding, {1, 1}, false, {0, 0}, 1, {false, true, false}));
  EXPECT_LT(weights.sub(expected).norm().item<double>(), 1e-5 * expected.norm().item<double>())
      << "batch " << grid.batch << ", " << grid.channels << " to " << out << " channels, side "
      << grid.image[0] << ", kernel " << grid.kernel[0] << ", stride " << grid.stride[0];
}

void ExpectTilesAgree(int64_t batch, int64_t in, int64_t out, int64_t side, int64_t kernel,
                      int64_t stride, int64_t padding) {
  ExpectTilesAgree(SquareWindows(batch, in, {side, side}, kernel, stride, padding), out);
}

TEST(TileGradientTest, AgreesWithLibTorch) {
  if (!HasMatrixUnit()) GTEST_SKIP() << "this processor does not multiply matrices";
  at::manual_seed(1);
  at::set_num_threads(2);
  ExpectTilesAgree(9, 64, 32, 7, 3, 1, 1);    // four images side by side, the last alone
  ExpectTilesAgree(3, 24, 40, 15, 3, 1, 1);   // channels that fill no tile
  ExpectTilesAgree(200, 32, 64, 8, 3, 1, 1);  // several blocks
  ExpectTilesAgree(2, 16, 16, 33, 3, 1, 1);   // wider than a strip
  ExpectTilesAgree(5, 32, 32, 16, 3, 2, 1);
  ExpectTilesAgree(5, 32, 32, 16, 1, 2, 0);
  ExpectTilesAgree(4, 16, 16, 9, 5, 2, 2);
  ExpectTilesAgree(1, 16, 16, 1, 3, 1, 1);
  ExpectTilesAgree(40, 16, 16, 2, 2, 1, 0);
}

}  // namespace
}  // namespace stride
