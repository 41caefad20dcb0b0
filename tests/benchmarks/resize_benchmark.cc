// Milliseconds to resize a square to 224 x 224: as Pillow does it, and by OpenCV. Argument: the
// square's side.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdint>
#include <limits>

#include "stride/data/image/image.h"
#include "stride/data/transform/resize.h"
#include "stride/data/transform/resize_fast.h"

namespace stride {
namespace {

Image Square(int side) {
  Image image(side, side, 3);
  uint8_t* pixels = image.mutable_data();
  for (int64_t i = 0; i < image.size_bytes(); ++i) pixels[i] = static_cast<uint8_t>(i * i >> 8);
  return image;
}

void BM_Resize(benchmark::State& state) {
  const Image image = Square(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Resize(image, 224).data());
}

void BM_ResizeFast(benchmark::State& state) {
  const Image image = Square(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(ResizeFast(image, 224)->data());
}

BENCHMARK(BM_Resize)->Arg(112)->Arg(350)->Arg(500)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ResizeFast)->Arg(112)->Arg(350)->Arg(500)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace stride

// Freed memory is kept, as in training: else this measures the kernel's page faults.
int main(int argc, char** argv) {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
