#include "stride/train/experiments/standard_parts.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "stride/data/base/status_macros.h"
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

Recipe::ScheduleFactory OneCycleSchedule(double rising_share) {
  return [rising_share](double learning_rate, int64_t steps) {
    OneCycleOptions options;
    options.learning_rate = learning_rate;
    options.total_steps = steps;
    options.rising_share = rising_share;
    options.cycle_momentum = false;
    return OneCycle(options);
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
