#include "stride/models/fused/tile_gradient.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>

#include "stride/models/fused/memory_block.h"
#include "stride/models/fused/onednn.h"

namespace stride {
namespace {

struct Geometry {
  int64_t batch, in, out, side, kernel, stride, padding;
};

at::Tensor RoundedNoise(const at::IntArrayRef& sizes) {
  return at::randn(sizes).to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast);
}

void ExpectAgrees(const Geometry& g) {
  WindowGrid grid;
  grid.batch = g.batch;
  grid.channels = g.in;
  const int64_t windows = (g.side + 2 * g.padding - g.kernel) / g.stride + 1;
  grid.image = {g.side, g.side};
  grid.windows = {windows, windows};
  grid.kernel = {g.kernel, g.kernel};
  grid.stride = {g.stride, g.stride};
  grid.padding = {g.padding, g.padding};
  const at::Tensor maps = RoundedNoise({g.batch, g.in, g.side, g.side});
  const at::Tensor gradient = RoundedNoise({g.batch, g.out, windows, windows});
  const TileGradient pass(grid, g.out);
  const MemoryBlock scratch = AllocateBlock(pass.scratch_bytes());
  const at::Tensor weights =
      at::full({g.out, g.in, g.kernel, g.kernel}, NAN).contiguous(at::MemoryFormat::ChannelsLast);
  pass.Compute(maps.data_ptr<c10::BFloat16>(), gradient.data_ptr<c10::BFloat16>(),
               weights.data_ptr<float>(), scratch.get());
  const at::Tensor expected = std::get<1>(at::convolution_backward(
      gradient.to(at::kDouble), maps.to(at::kDouble), weights.to(at::kDouble), at::nullopt,
      {g.stride, g.stride}, {g.padding, g.padding}, {1, 1}, false, {0, 0}, 1,
      {false, true, false}));
  EXPECT_LT(weights.sub(expected).norm().item<double>(), 1e-5 * expected.norm().item<double>())
      << "batch " << g.batch << ", " << g.in << " to " << g.out << " channels, side " << g.side
      << ", kernel " << g.kernel << ", stride " << g.stride << ", padding " << g.padding;
}

TEST(TileGradientTest, AgreesWithLibTorch) {
  if (!HasMatrixUnit()) GTEST_SKIP() << "this processor does not multiply matrices";
  at::manual_seed(1);
  at::set_num_threads(2);
  ExpectAgrees({9, 64, 32, 7, 3, 1, 1});    // four images side by side, the last alone
  ExpectAgrees({3, 24, 40, 15, 3, 1, 1});   // channels that fill no tile
  ExpectAgrees({200, 32, 64, 8, 3, 1, 1});  // several blocks
  ExpectAgrees({2, 16, 16, 33, 3, 1, 1});   // wider than a strip
  ExpectAgrees({5, 32, 32, 16, 3, 2, 1});
  ExpectAgrees({5, 32, 32, 16, 1, 2, 0});
  ExpectAgrees({4, 16, 16, 9, 5, 2, 2});
  ExpectAgrees({1, 16, 16, 1, 3, 1, 1});
  ExpectAgrees({40, 16, 16, 2, 2, 1, 0});
}

}  // namespace
}  // namespace stride
