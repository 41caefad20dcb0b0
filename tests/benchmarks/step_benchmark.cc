// Images a second of a training step on images in memory: forward, loss, backward, SGD. Batches of
// 128, SGD with momentum; Airbench as it is trained: 2,000, Muon. Arguments: fused, bf16.
#include <ATen/Functions.h>
#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "glog/logging.h"
#include "stride/models/airbench/airbench.h"
#include "stride/models/core/precision.h"
#include "stride/models/fused/fused_classifier.h"
#include "stride/models/registry/registry.h"
#include "stride/train/loss/loss.h"
#include "stride/train/optimizer/muon.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {
namespace {

using MakeOptimizer =
    absl::StatusOr<std::unique_ptr<Optimizer>> (*)(std::vector<OptimizedParameter> parameters);

void TrainSteps(std::unique_ptr<Classifier> net, int64_t batch, MakeOptimizer make_optimizer,
                benchmark::State& state) {
  ToChannelsLast(*net);
  if (state.range(0) != 0) {
    auto fused = Fuse(net);
    CHECK(fused.ok()) << fused.status();
    net = *std::move(fused);
  }
  const Precision precision = state.range(1) != 0 ? Precision::kBfloat16 : Precision::kFloat32;
  const auto optimizer = make_optimizer(OptimizeAll(net->Parameters())).value();
  const Loss loss = CrossEntropy();
  const at::Tensor images =
      at::randn({batch, 3, 32, 32}).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor labels = at::randint(10, {batch}, at::kLong);
  const auto step = [&] {
    at::Tensor logits;
    {
      const PrecisionScope scope(precision);
      logits = net->Forward(images).to(at::kFloat);
    }
    const at::Tensor value = loss.function(logits, labels);
    optimizer->ZeroGrad();
    value.backward();
    optimizer->Step(1e-4);
  };
  for (int i = 0; i < 2; ++i) step();
  for (auto _ : state) step();
  state.SetItemsProcessed(state.iterations() * batch);
}

absl::StatusOr<std::unique_ptr<Optimizer>> MomentumSgd(std::vector<OptimizedParameter> parameters) {
  SgdOptions sgd;
  sgd.momentum = 0.9;
  return MakeSgd(std::move(parameters), sgd);
}

absl::StatusOr<std::unique_ptr<Optimizer>> DefaultMuon(std::vector<OptimizedParameter> parameters) {
  return MakeMuon(std::move(parameters));
}

void TrainSteps(const std::string& name, benchmark::State& state) {
  TrainSteps(MakeModel(name, {{3, 32, 32}, 10, 1}).value(), 128, MomentumSgd, state);
}

void BM_Airbench(benchmark::State& state) {
  TrainSteps(MakeAirbench({}).value(), 2000, DefaultMuon, state);
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
