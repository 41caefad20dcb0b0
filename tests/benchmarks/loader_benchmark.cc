// Images a second that the loader makes of data sets in memory, cropped, flipped and normalised.
// Arguments: worker threads, channels last.
#include <benchmark/benchmark.h>
#include <c10/util/Exception.h>

#include <memory>
#include <optional>
#include <utility>

#include "stride/data/dataset/in_memory.h"
#include "stride/data/loader/loader.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"

namespace stride {
namespace {

constexpr int64_t kImages = 12800;

DatasetPtr MakeDataset(int side, int channels) {
  InMemoryImages images;
  images.height = images.width = side;
  images.channels = channels;
  images.pixels.resize(kImages * side * side * channels);
  for (size_t i = 0; i < images.pixels.size(); ++i) images.pixels[i] = static_cast<uint8_t>(7 * i);
  images.labels.assign(kImages, 0);
  images.class_names = {"any"};
  images.id_prefix = "benchmark";
  return *MakeInMemoryDataset(std::move(images));
}

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
  return *Loader::Create(MakeDataset(side, channels), options);
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
