#include "stride/train/experiments/standard_parts.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "stride/data/base/status_macros.h"
#include "stride/models/registry/registry.h"
#include "stride/train/schedule/one_cycle.h"
#include "tools/cpp/runfiles/runfiles.h"

namespace stride {

Recipe::OptimizerFactory Sgd(const SgdOptions& options) {
  return [options](const std::vector<NamedTensor>& parameters) {
    return MakeSgd(DecayWeightsOnly(parameters), options);
  };
}

Recipe::OptimizerFactory Adam(const AdamOptions& options) {
  return [options](const std::vector<NamedTensor>& parameters) {
    return MakeAdam(DecayWeightsOnly(parameters), options);
  };
}

Recipe::OptimizerFactory Muon(const MuonOptions& options, double other_lr_scale) {
  return [options, other_lr_scale](const std::vector<NamedTensor>& parameters) {
    std::vector<OptimizedParameter> optimized = DecayWeightsOnly(parameters);
    for (OptimizedParameter& item : optimized) {
      if (item.parameter.tensor.dim() != 4) item.lr_scale = other_lr_scale;
    }
    return MakeMuon(std::move(optimized), options);
  };
}

namespace {

Recipe::ScheduleFactory UpAndDown(double rising_share, Anneal anneal) {
  return [rising_share, anneal](double learning_rate, int64_t steps) {
    OneCycleOptions options;
    options.anneal = anneal;
    options.learning_rate = learning_rate;
    options.total_steps = steps;
    options.rising_share = rising_share;
    options.cycle_momentum = false;
    return OneCycle(options);
  };
}

}  // namespace

Recipe::ScheduleFactory OneCycleSchedule(double rising_share) {
  return UpAndDown(rising_share, Anneal::kCosine);
}

Recipe::ScheduleFactory TriangleSchedule(double rising_share) {
  return UpAndDown(rising_share, Anneal::kLinear);
}

Recipe DeepRecipe() {
  Recipe recipe;
  recipe.epochs = 10;
  recipe.batch_size = 128;
  recipe.learning_rate = 0.1;
  recipe.loss = CrossEntropy(/*label_smoothing=*/0.1);
  recipe.precision = Precision::kBfloat16;
  recipe.channels_last = true;
  recipe.fused = true;
  SgdOptions sgd;
  sgd.momentum = 0.9;
  sgd.nesterov = true;
  sgd.weight_decay = 5e-4;
  recipe.optimizer = Sgd(sgd);
  recipe.schedule = TriangleSchedule(/*rising_share=*/0.2);
  return recipe;
}

Recipe MuonRecipe() {
  Recipe recipe = DeepRecipe();
  MuonOptions muon;
  muon.other_momentum = 0.9;
  muon.weight_decay = 5e-4;
  recipe.optimizer = Muon(muon, /*other_lr_scale=*/2);
  recipe.learning_rate = 0.05;
  return recipe;
}

Experiment::ModelFactory ModelNamed(const std::string& name) {
  return [name](const ImageShape& input, int64_t num_classes, uint64_t seed) {
    return MakeModel(name, {input, num_classes, seed});
  };
}

std::function<absl::StatusOr<TrainAndTest>(const std::string& data_dir)> ReadBoth(
    absl::StatusOr<DatasetPtr> (*read)(const std::string& folder, Split split)) {
  return [read](const std::string& folder) -> absl::StatusOr<TrainAndTest> {
    TrainAndTest both;
    STRIDE_ASSIGN_OR_RETURN(both.train, read(folder, Split::kTrain));
    STRIDE_ASSIGN_OR_RETURN(both.test, read(folder, Split::kTest));
    return both;
  };
}

std::string FashionMnistFolder() {
  using bazel::tools::cpp::runfiles::Runfiles;
  std::error_code no_link;  // a package names its runfiles by an environment variable instead
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", no_link).string();
  std::string error;
  const std::unique_ptr<Runfiles> runfiles(Runfiles::Create(program, &error));
  if (runfiles == nullptr) return "";
  return runfiles->Rlocation("fashion_mnist/root/usr/share/datasets/fashion-mnist");
}

}  // namespace stride
