// Passes of our own against oneDNN's, two threads, bf16, channels last: weights' gradients by tiles
// (images, input and output channels, side, stride; windows of 3x3) and max pooling by 2x2 (images,
// channels, side).
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include <cstring>

#include "stride/models/fused/max_pool.h"
#include "stride/models/fused/memory_block.h"
#include "stride/models/fused/onednn.h"
#include "stride/models/fused/tile_gradient.h"
#include "stride/models/fused/vector16.h"

namespace stride {
namespace {

using c10::BFloat16;
using dnnl::memory;

// Maps of one value, and what holds them.
struct Maps {
  explicit Maps(const memory::desc& layout)
      : block(AllocateBlock(layout.get_size())), data(layout, OneDnnEngine(), block.get()) {
    std::memset(block.get(), 0x3C, layout.get_size());
  }
  Maps(int64_t images, int64_t channels, int64_t side)
      : Maps(memory::desc({images, channels, side, side}, memory::data_type::bf16,
                          memory::format_tag::nhwc)) {}
  BFloat16* numbers() const { return Elements<BFloat16>(data); }

  MemoryBlock block;
  memory data;
};

WindowGrid ConvolutionGrid(const benchmark::State& state) {
  const int64_t side = state.range(3);
  return SquareWindows(state.range(0), state.range(1), {side, side}, /*kernel=*/3, state.range(4),
                       /*padding=*/1);
}

WindowGrid PoolingGrid(const benchmark::State& state) {
  const int64_t side = state.range(2);
  return SquareWindows(state.range(0), state.range(1), {side, side}, /*kernel=*/2, /*stride=*/2,
                       /*padding=*/0);
}

void BM_WeightsByTiles(benchmark::State& state) {
  if (!HasMatrixUnit()) return state.SkipWithError("this processor does not multiply matrices");
  const WindowGrid grid = ConvolutionGrid(state);
  const int64_t out = state.range(2);
  const Maps maps(grid.batch, grid.channels, grid.image[0]);
  const Maps gradient(grid.batch, out, grid.windows[0]);
  const TileGradient pass(grid, out);
  const MemoryBlock scratch = AllocateBlock(pass.scratch_bytes());
  const MemoryBlock weights = AllocateBlock(out * grid.columns() * sizeof(float));
  for (auto _ : state) {
    pass.Compute(maps.numbers(), gradient.numbers(), reinterpret_cast<float*>(weights.get()),
                 scratch.get());
  }
}

void BM_WeightsByOneDnn(benchmark::State& state) {
  const int64_t stride = state.range(4);
  const WindowGrid grid = ConvolutionGrid(state);
  const Maps maps(grid.batch, grid.channels, grid.image[0]);
  const Maps gradient(grid.batch, state.range(2), grid.windows[0]);
  const memory::dims sizes = {state.range(2), grid.channels, 3, 3};
  const memory::dims strides = {stride, stride};
  const int64_t behind = (grid.windows[0] - 1) * stride + 3 - grid.image[0] - 1;
  const auto direct = dnnl::algorithm::convolution_direct;
  const auto any = memory::format_tag::any;
  const dnnl::convolution_forward::primitive_desc forward({dnnl::prop_kind::forward_training,
                                                           direct,
                                                           maps.data.get_desc(),
                                                           {sizes, memory::data_type::bf16, any},
                                                           gradient.data.get_desc(),
                                                           strides,
                                                           {1, 1},
                                                           {behind, behind}},
                                                          OneDnnEngine());
  const dnnl::convolution_backward_weights::primitive_desc backward(
      {direct,
       maps.data.get_desc(),
       {sizes, memory::data_type::f32, any},
       gradient.data.get_desc(),
       strides,
       {1, 1},
       {behind, behind}},
      OneDnnEngine(), forward);
  const Maps weights(backward.diff_weights_desc());
  const dnnl::convolution_backward_weights pass(backward);
  for (auto _ : state) {
    pass.execute(OneDnnStream(), {{DNNL_ARG_SRC, maps.data},
                                  {DNNL_ARG_DIFF_DST, gradient.data},
                                  {DNNL_ARG_DIFF_WEIGHTS, weights.data}});
  }
}

// `backward`: the maps' gradient, else the maxima.
void BM_MaxPool(benchmark::State& state, bool backward) {
  if (!HasVectors()) return state.SkipWithError("this processor has no AVX-512");
  const WindowGrid grid = PoolingGrid(state);
  const Maps maps(grid.batch, grid.channels, grid.image[0]);
  const Maps result(grid.batch, grid.channels, grid.windows[0]);
  const MemoryBlock places = AllocateBlock(result.data.get_desc().get_size() / sizeof(BFloat16));
  MaxPool(grid, maps.numbers(), result.numbers(), places.get());
  for (auto _ : state) {
    if (backward) {
      MaxPoolGradient(grid, result.numbers(), places.get(), maps.numbers());
    } else {
      MaxPool(grid, maps.numbers(), result.numbers(), places.get());
    }
  }
}

void BM_MaxPoolByOneDnn(benchmark::State& state, bool backward) {
  const WindowGrid grid = PoolingGrid(state);
  const Maps maps(grid.batch, grid.channels, grid.image[0]);
  const Maps result(grid.batch, grid.channels, grid.windows[0]);
  const memory::dims two = {2, 2};
  const memory::dims none = {0, 0};
  const auto max = dnnl::algorithm::pooling_max;
  const dnnl::pooling_forward::primitive_desc forward(
      {dnnl::prop_kind::forward_training, max, maps.data.get_desc(), result.data.get_desc(), two,
       two, none, none},
      OneDnnEngine());
  const dnnl::pooling_backward::primitive_desc back(
      {max, maps.data.get_desc(), result.data.get_desc(), two, two, none, none}, OneDnnEngine(),
      forward);
  const Maps places(forward.workspace_desc());
  const dnnl::pooling_forward pool(forward);
  const dnnl::pooling_backward gradient(back);
  const auto run = [&](bool is_back) {
    if (is_back) {
      gradient.execute(OneDnnStream(), {{DNNL_ARG_DIFF_DST, result.data},
                                        {DNNL_ARG_WORKSPACE, places.data},
                                        {DNNL_ARG_DIFF_SRC, maps.data}});
    } else {
      pool.execute(OneDnnStream(), {{DNNL_ARG_SRC, maps.data},
                                    {DNNL_ARG_WORKSPACE, places.data},
                                    {DNNL_ARG_DST, result.data}});
    }
  };
  run(false);
  for (auto _ : state) run(backward);
}

void Convolutions(benchmark::internal::Benchmark* made) {
  made->UseRealTime()->Unit(benchmark::kMillisecond);
  made->Args({2000, 256, 256, 7, 1})->Args({2000, 64, 256, 15, 1})->Args({2000, 64, 64, 15, 1});
  made->Args({2000, 256, 256, 3, 1})->Args({128, 64, 64, 32, 1})->Args({128, 128, 128, 16, 1});
  made->Args({128, 512, 512, 4, 1})->Args({128, 64, 128, 32, 2});
}

void Poolings(benchmark::internal::Benchmark* made) {
  made->UseRealTime()->Unit(benchmark::kMillisecond);
  made->Args({2000, 64, 31})->Args({2000, 256, 15})->Args({128, 64, 32});
}

BENCHMARK(BM_WeightsByTiles)->Apply(Convolutions);
BENCHMARK(BM_WeightsByOneDnn)->Apply(Convolutions);
BENCHMARK_CAPTURE(BM_MaxPool, forward, false)->Apply(Poolings);
BENCHMARK_CAPTURE(BM_MaxPoolByOneDnn, forward, false)->Apply(Poolings);
BENCHMARK_CAPTURE(BM_MaxPool, backward, true)->Apply(Poolings);
BENCHMARK_CAPTURE(BM_MaxPoolByOneDnn, backward, true)->Apply(Poolings);

}  // namespace
}  // namespace stride
