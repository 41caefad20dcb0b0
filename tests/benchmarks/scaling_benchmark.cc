// How the cost of training grows with the batch, the image's side, the network's depth, the threads
// and the examples of a data set. Fused steps, as in step_benchmark; the counter `gmacs` is
// 10^9 multiply-adds a second, three times the forward pass's: where it is the same, cost is
// proportional to work.
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "glog/logging.h"
#include "stride/data/dataset/views.h"
#include "stride/data/loader/loader.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/models/core/summary.h"
#include "stride/tests/benchmarks/images.h"
#include "stride/tests/benchmarks/trainer.h"

namespace stride {
namespace {

constexpr int64_t kBatch = 128;

void TrainSteps(const std::string& name, int64_t batch, int side, bool bf16,
                benchmark::State& state) {
  std::unique_ptr<Classifier> net = BenchmarkNet(name, side);
  const double image_macs = 3.0 * static_cast<double>(CountMultiplyAdds(*net));
  TrainerOptions options;
  options.precision = bf16 ? Precision::kBfloat16 : Precision::kFloat32;
  Trainer trainer(std::move(net), options);
  const Noise data(batch, side);
  for (int i = 0; i < 2; ++i) trainer.Step(data.images, data.labels);
  for (auto _ : state) trainer.Step(data.images, data.labels);
  const int64_t images = state.iterations() * batch;
  state.SetItemsProcessed(images);
  state.counters["gmacs"] = benchmark::Counter(1e-9 * image_macs * static_cast<double>(images),
                                               benchmark::Counter::kIsRate);
}

void BM_Batch(benchmark::State& state) {
  TrainSteps("cifar_vgg11_bn", state.range(0), 32, state.range(1) != 0, state);
}

// As many pixels a batch at every size.
void BM_Side(benchmark::State& state) {
  const int side = static_cast<int>(state.range(0));
  TrainSteps("cifar_resnet18", kBatch * 32 * 32 / (side * side), side, state.range(1) != 0, state);
}

void BM_PlainDepth(benchmark::State& state) {
  TrainSteps("cifar_vgg" + std::to_string(state.range(0)) + "_bn", kBatch, 32, state.range(1) != 0,
             state);
}

void BM_ResidualDepth(benchmark::State& state) {
  TrainSteps("cifar_resnet" + std::to_string(state.range(0)), kBatch, 32, state.range(1) != 0,
             state);
}

void BM_Threads(benchmark::State& state) {
  const int before = at::get_num_threads();
  at::set_num_threads(static_cast<int>(state.range(0)));
  TrainSteps("cifar_vgg11_bn", kBatch, 32, state.range(1) != 0, state);
  at::set_num_threads(before);
}

// Epochs of this many examples: 1,000 images in memory, repeated.
void BM_Examples(benchmark::State& state) {
  std::vector<int64_t> indices(state.range(0));
  std::iota(indices.begin(), indices.end(), 0);
  for (int64_t& index : indices) index %= 1000;
  LoaderOptions options;
  options.batch_size = kBatch;
  options.shuffle = true;
  options.channels_last = true;
  options.transform = Compose({RandomCrop(32, /*padding=*/4), RandomHorizontalFlip()});
  options.normalize = Cifar10Normalize();
  const auto loader =
      Loader::Create(Subset(BenchmarkImages(1000, 32, 3), std::move(indices)).value(), options)
          .value();
  int64_t epoch = 0;
  for (auto _ : state) {
    CHECK(loader->StartEpoch(epoch++).ok());
    while (std::optional<Batch> batch = *loader->Next()) benchmark::DoNotOptimize(batch->images);
  }
  state.SetItemsProcessed(state.iterations() * loader->examples_per_epoch());
}

void Steps(benchmark::internal::Benchmark* made, const char* name,
           const std::vector<int64_t>& values) {
  made->ArgNames({name, "bf16"})
      ->ArgsProduct({values, {0, 1}})
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

void Batches(benchmark::internal::Benchmark* made) {
  Steps(made, "batch", {1, 4, 16, 64, 256, 1024, 4096});
}
void Sides(benchmark::internal::Benchmark* made) { Steps(made, "side", {16, 32, 64, 128}); }
void PlainDepths(benchmark::internal::Benchmark* made) { Steps(made, "layers", {11, 13, 16, 19}); }
void ResidualDepths(benchmark::internal::Benchmark* made) {
  Steps(made, "layers", {20, 32, 44, 56, 110});
}
void ThreadCounts(benchmark::internal::Benchmark* made) { Steps(made, "threads", {1, 2}); }

BENCHMARK(BM_Batch)->Apply(Batches);
BENCHMARK(BM_Side)->Apply(Sides);
BENCHMARK(BM_PlainDepth)->Apply(PlainDepths);
BENCHMARK(BM_ResidualDepth)->Apply(ResidualDepths);
BENCHMARK(BM_Threads)->Apply(ThreadCounts);
BENCHMARK(BM_Examples)->RangeMultiplier(10)->Range(1000, 1000000)->UseRealTime();

}  // namespace
}  // namespace stride
