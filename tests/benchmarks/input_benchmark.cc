// What training loses to its input: each iteration takes one step of ResNet-18 on a batch that is
// in memory, and one on the loader's next batch, with the wait for it. Cropped and flipped images
// from memory at 32 x 32, from a packed file of raw pixels at 224 x 224. Argument: bf16. Counters:
// the images a second of both, and by how many % the loader's is less, from the medians; the same
// of processor time, which other programs disturb less: then with OMP_NUM_THREADS=1, for a thread
// that waits takes processor time as well.
#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "glog/logging.h"
#include "stride/data/dataset/pack.h"
#include "stride/data/dataset/packed.h"
#include "stride/data/loader/loader.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/tests/benchmarks/images.h"
#include "stride/tests/benchmarks/measure.h"
#include "stride/tests/benchmarks/trainer.h"

namespace stride {
namespace {

std::unique_ptr<Loader> MakeLoader(DatasetPtr dataset, int64_t batch_size, TransformPtr transform) {
  LoaderOptions options;
  options.batch_size = batch_size;
  options.shuffle = true;
  options.drop_last = true;
  options.channels_last = true;
  options.transform = std::move(transform);
  options.normalize = ImageNetNormalize();
  return *Loader::Create(std::move(dataset), options);
}

// The next batch, of the next epoch where one is over.
Batch NextBatch(Loader& loader, int64_t& epoch) {
  while (true) {
    std::optional<Batch> batch = *loader.Next();
    if (batch) return *std::move(batch);
    CHECK(loader.StartEpoch(++epoch).ok());
  }
}

// Times of steps: on the clock, and of the processor, all threads' and the loader's together.
struct Times {
  std::vector<double> seconds;
  std::vector<double> cpu_seconds;
};

template <typename Function>
void Take(Function function, Times& times) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t cpu_start = std::clock();
  function();
  times.cpu_seconds.push_back(static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC);
  times.seconds.push_back(
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

double LostPercent(const std::vector<double>& alone, const std::vector<double>& loaded) {
  return 100 * (1 - Median(alone) / Median(loaded));
}

void CompareSteps(const std::string& model, int side, Loader& loader, benchmark::State& state) {
  TrainerOptions options;
  options.precision = state.range(0) != 0 ? Precision::kBfloat16 : Precision::kFloat32;
  Trainer trainer(BenchmarkNet(model, side), options);
  int64_t epoch = 0;
  CHECK(loader.StartEpoch(epoch).ok());
  Batch in_memory = NextBatch(loader, epoch);
  in_memory.images = in_memory.images.clone();
  const auto step = [&](const Batch& batch) { trainer.Step(batch.images, batch.labels); };
  for (int i = 0; i < 2; ++i) step(in_memory);
  Times alone;
  Times loaded;
  for (auto _ : state) {
    Take([&] { step(in_memory); }, alone);
    Take([&] { step(NextBatch(loader, epoch)); }, loaded);
  }
  const double images = static_cast<double>(loader.options().batch_size);
  state.counters["in_memory"] = images / Median(alone.seconds);
  state.counters["loaded"] = images / Median(loaded.seconds);
  state.counters["lost_percent"] = LostPercent(alone.seconds, loaded.seconds);
  state.counters["cpu_lost_percent"] = LostPercent(alone.cpu_seconds, loaded.cpu_seconds);
}

void BM_FromMemory32(benchmark::State& state) {
  const auto loader = MakeLoader(BenchmarkImages(12800, 32, 3), 128,
                                 Compose({RandomCrop(32, 4), RandomHorizontalFlip()}));
  CompareSteps("cifar_resnet18", 32, *loader, state);
}

void BM_FromPackedFile224(benchmark::State& state) {
  const std::string path =
      (std::filesystem::temp_directory_path() / "stride_input_benchmark.packed").string();
  const auto packed = Pack(*BenchmarkImages(1024, 256, 3), path);
  CHECK(packed.ok()) << packed.status();
  const auto loader =
      MakeLoader(OpenPacked(path).value(), 32, Compose({RandomCrop(224), RandomHorizontalFlip()}));
  CompareSteps("resnet18", 224, *loader, state);
  std::filesystem::remove(path);
}

BENCHMARK(BM_FromMemory32)->ArgName("bf16")->Arg(0)->Arg(1)->UseRealTime();
BENCHMARK(BM_FromPackedFile224)->ArgName("bf16")->Arg(0)->Arg(1)->UseRealTime();

}  // namespace
}  // namespace stride
