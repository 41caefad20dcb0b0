// Images a second that the loader makes of data sets in memory, cropped, flipped and normalised.
// Arguments: worker threads, channels last.
#include <benchmark/benchmark.h>
#include <c10/util/Exception.h>

#include <memory>
#include <optional>

#include "stride/data/loader/loader.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/tests/benchmarks/images.h"

namespace stride {
namespace {

constexpr int64_t kImages = 12800;

std::unique_ptr<Loader> MakeLoader(int side, const Normalize& normalize,
                                   const benchmark::State& state) {
  LoaderOptions options;
  options.batch_size = 128;
  options.shuffle = true;
  options.num_threads = static_cast<int>(state.range(0));
  options.channels_last = state.range(1) != 0;
  options.transform = Compose({RandomCrop(side, /*padding=*/4), RandomHorizontalFlip()});
  options.normalize = normalize;
  const int channels = static_cast<int>(normalize.mean.size());
  return *Loader::Create(BenchmarkImages(kImages, side, channels), options);
}

void RunEpochs(Loader& loader, benchmark::State& state) {
  int64_t epoch = 0;
  for (auto _ : state) {
    const absl::Status started = loader.StartEpoch(epoch++);
    TORCH_CHECK(started.ok(), started.ToString());
    while (std::optional<Batch> batch = *loader.Next()) benchmark::DoNotOptimize(batch->images);
  }
  state.SetItemsProcessed(state.iterations() * loader.examples_per_epoch());
}

void BM_Cifar10(benchmark::State& state) {
  RunEpochs(*MakeLoader(32, Cifar10Normalize(), state), state);
}

void BM_Mnist(benchmark::State& state) {
  RunEpochs(*MakeLoader(28, MnistNormalize(), state), state);
}

BENCHMARK(BM_Cifar10)->ArgsProduct({{0, 1, 2}, {0, 1}})->UseRealTime();
BENCHMARK(BM_Mnist)->ArgsProduct({{0, 1, 2}, {0}})->UseRealTime();

}  // namespace
}  // namespace stride

BENCHMARK_MAIN();
