// Images a second that the loader makes of data sets in memory and of JPEG files: cropped, flipped
// and normalised. Arguments: worker threads, channels last.
#include <benchmark/benchmark.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "stride/data/dataset/image_folder.h"
#include "stride/data/loader/loader.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/random_resized_crop.h"
#include "stride/tests/benchmarks/images.h"
#include "stride/tests/benchmarks/pictures.h"

namespace stride {
namespace {

constexpr int64_t kImagesInMemory = 12800;

std::unique_ptr<Loader> MakeLoader(DatasetPtr dataset, TransformPtr transform,
                                   const Normalize& normalize, const benchmark::State& state) {
  LoaderOptions options;
  options.batch_size = 128;
  options.shuffle = true;
  options.num_threads = static_cast<int>(state.range(0));
  options.channels_last = state.range(1) != 0;
  options.transform = std::move(transform);
  options.normalize = normalize;
  return *Loader::Create(std::move(dataset), options);
}

TransformPtr CropAndFlip(int side) {
  return Compose({RandomCrop(side, /*padding=*/4), RandomHorizontalFlip()});
}

TransformPtr ResizedCropAndFlip() {
  return Compose({RandomResizedCrop(224), RandomHorizontalFlip()});
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
  RunEpochs(*MakeLoader(BenchmarkImages(kImagesInMemory, 32, 3), CropAndFlip(32),
                        Cifar10Normalize(), state),
            state);
}

void BM_Mnist(benchmark::State& state) {
  RunEpochs(*MakeLoader(BenchmarkImages(kImagesInMemory, 28, 1), CropAndFlip(28), MnistNormalize(),
                        state),
            state);
}

// CIFAR-10's size and about its number of bytes a file.
DatasetPtr SmallPictures() { return *OpenImageFolder(PictureFolder(5120, 32, 32, 75)); }

DatasetPtr Photographs() { return *OpenImageFolder(PictureFolder(512, 375, 500, 90)); }

void BM_Jpeg32(benchmark::State& state) {
  RunEpochs(*MakeLoader(SmallPictures(), CropAndFlip(32), Cifar10Normalize(), state), state);
}

void BM_Jpeg224(benchmark::State& state) {
  RunEpochs(*MakeLoader(SmallPictures(), ResizedCropAndFlip(), ImageNetNormalize(), state), state);
}

void BM_Photographs(benchmark::State& state) {
  RunEpochs(*MakeLoader(Photographs(), ResizedCropAndFlip(), ImageNetNormalize(), state), state);
}

void WithThreads(benchmark::internal::Benchmark* made, const std::vector<int64_t>& channels_last) {
  made->ArgsProduct({{0, 1, 2}, channels_last})->MeasureProcessCPUTime()->UseRealTime();
}

void Colour(benchmark::internal::Benchmark* made) { WithThreads(made, {0, 1}); }

BENCHMARK(BM_Cifar10)->Apply(Colour);
BENCHMARK(BM_Jpeg32)->Apply(Colour);
BENCHMARK(BM_Jpeg224)->Apply(Colour);
BENCHMARK(BM_Photographs)->Apply(Colour);
BENCHMARK(BM_Mnist)->Apply([](auto* made) { WithThreads(made, {0}); });

}  // namespace
}  // namespace stride
