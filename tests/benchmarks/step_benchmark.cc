// Images a second of a training step on images in memory: forward, loss, backward, SGD. Batches of
// 128, SGD with momentum; Airbench as it is trained: 2,000, Muon. Arguments: fused, bf16.
#include <benchmark/benchmark.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/models/airbench/airbench.h"
#include "stride/tests/benchmarks/trainer.h"
#include "stride/train/optimizer/muon.h"

namespace stride {
namespace {

using MakeNet = std::function<std::unique_ptr<Classifier>()>;

// Google Benchmark calls a function until it takes long enough; the network is made once, so that
// the peak of memory is that of one network.
void TrainSteps(const std::string& name, const MakeNet& make, int64_t batch, TrainerOptions options,
                benchmark::State& state) {
  options.fused = state.range(0) != 0;
  options.precision = state.range(1) != 0 ? Precision::kBfloat16 : Precision::kFloat32;
  static auto& made = *new std::pair<std::string, std::unique_ptr<Trainer>>();
  const std::string key = absl::StrCat(name, state.range(0), state.range(1));
  const Noise data(batch, 32);
  if (made.first != key) {
    made = {key, std::make_unique<Trainer>(make(), options)};
    for (int i = 0; i < 2; ++i) made.second->Step(data.images, data.labels);
  }
  for (auto _ : state) made.second->Step(data.images, data.labels);
  state.SetItemsProcessed(state.iterations() * batch);
}

void TrainSteps(const std::string& name, benchmark::State& state) {
  TrainSteps(
      name, [&] { return BenchmarkNet(name, 32); }, 128, {}, state);
}

absl::StatusOr<std::unique_ptr<Optimizer>> DefaultMuon(std::vector<OptimizedParameter> parameters) {
  return MakeMuon(std::move(parameters));
}

void BM_Airbench(benchmark::State& state) {
  TrainerOptions options;
  options.optimizer = DefaultMuon;
  TrainSteps(
      "airbench", [] { return MakeAirbench({}).value(); }, 2000, options, state);
}

void BM_Vgg11(benchmark::State& state) { TrainSteps("cifar_vgg11_bn", state); }
void BM_Vgg16(benchmark::State& state) { TrainSteps("cifar_vgg16_bn", state); }
void BM_Resnet18(benchmark::State& state) { TrainSteps("cifar_resnet18", state); }
void BM_Resnet56(benchmark::State& state) { TrainSteps("cifar_resnet56", state); }
void BM_Googlenet(benchmark::State& state) { TrainSteps("cifar_googlenet", state); }

void Arguments(benchmark::internal::Benchmark* made) {
  made->ArgNames({"fused", "bf16"})
      ->ArgsProduct({{0, 1}, {0, 1}})
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

BENCHMARK(BM_Airbench)->Apply(Arguments);
BENCHMARK(BM_Vgg11)->Apply(Arguments);
BENCHMARK(BM_Vgg16)->Apply(Arguments);
BENCHMARK(BM_Resnet18)->Apply(Arguments);
BENCHMARK(BM_Resnet56)->Apply(Arguments);
BENCHMARK(BM_Googlenet)->Apply(Arguments);

}  // namespace
}  // namespace stride
