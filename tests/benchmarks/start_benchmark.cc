// From starting //eval/predict to its first prediction, on a photograph of 500x375 by a resnet18
// in float32, its weights read from a file: programs a second.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/data/base/file.h"
#include "stride/models/core/weights.h"
#include "stride/models/registry/registry.h"
#include "stride/tests/benchmarks/command.h"
#include "stride/tests/benchmarks/pictures.h"

namespace stride {
namespace {

void CheckOk(const absl::Status& status) { CHECK(status.ok()) << status; }

std::vector<std::string> PredictCommand() {
  const std::string pictures = PictureFolder(1, 500, 375, 90);
  const std::string folder = std::filesystem::path(pictures).parent_path();
  const std::string weights = folder + "/resnet18.safetensors";
  const std::string names = folder + "/names.txt";
  CheckOk(SaveWeights(**MakeModel("resnet18", {}), weights));
  std::string lines;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&lines, "class ", i, "\n");
  CheckOk(WriteFileAtomically(names, lines));
  return {"eval/predict/predict", "--weights=" + weights, "--classes=" + names,
          pictures + "/0/00000.jpg"};
}

void BM_FirstPrediction(benchmark::State& state) {
  static const auto& command = *new std::vector<std::string>(PredictCommand());
  for (auto _ : state) CheckOk(RunCommand(command).status());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_FirstPrediction)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace stride
