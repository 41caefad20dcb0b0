// Images a second of predictions on normalised images in memory, 224x224. BatchesAndPrecisions:
// batch, bf16.
#include <ATen/Functions.h>
#include <benchmark/benchmark.h>

#include <string>

#include "glog/logging.h"
#include "stride/eval/predict/predictor.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

void PredictBatches(const std::string& name, benchmark::State& state) {
  const auto network = MakeModel(name, {}).value();
  PredictorOptions options;
  if (state.range(1) != 0) options.precision = Precision::kBfloat16;
  const auto predictor = Predictor::Create(*network, options).value();
  const at::Tensor images =
      at::randn({state.range(0), 3, 224, 224}).contiguous(at::MemoryFormat::ChannelsLast);
  for (int i = 0; i < 2; ++i) CHECK(predictor->Predict(images).ok());
  for (auto _ : state) benchmark::DoNotOptimize(predictor->Predict(images));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void BM_PredictResnet18(benchmark::State& state) { PredictBatches("resnet18", state); }
void BM_PredictMobilenetV3Large(benchmark::State& state) {
  PredictBatches("mobilenet_v3_large", state);
}

void BatchesAndPrecisions(benchmark::internal::Benchmark* made) {
  made->ArgNames({"batch", "bf16"})
      ->ArgsProduct({{1, 64}, {0, 1}})
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

BENCHMARK(BM_PredictResnet18)->Apply(BatchesAndPrecisions);
BENCHMARK(BM_PredictMobilenetV3Large)->Apply(BatchesAndPrecisions);

}  // namespace
}  // namespace stride
