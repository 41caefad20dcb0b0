// One table of what Stride and PyTorch do a second at the same work on this machine, in turns:
//
//   bazel run //tests/benchmarks -- --peer_python=python3
//
// Ours are the Google Benchmark programs beside this file, PyTorch's are peers/pytorch.py. Figures
// are medians; the ratio's range is that of the turns. Nothing else should run meanwhile.

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/text_table.h"
#include "stride/tests/benchmarks/measure.h"

ABSL_FLAG(std::string, peer_python, "",
          "an interpreter that has torch and torchvision; without it only our figures are taken");
ABSL_FLAG(int, turns, 5, "how often each side is measured");
ABSL_FLAG(std::vector<std::string>, only, {}, "cases whose names contain one of these: step,mnist");
ABSL_FLAG(std::string, json, "",
          "a file for the figures; //tests/benchmarks:history draws several");

namespace stride {
namespace {

constexpr Case kCases[] = {
    {"vgg_step_fp32", "step_benchmark", "BM_Vgg11/fused:1/bf16:0/real_time", "step vgg fp32"},
    {"vgg_step_bf16", "step_benchmark", "BM_Vgg11/fused:1/bf16:1/real_time", "step vgg bf16"},
    {"resnet18_step_fp32", "step_benchmark", "BM_Resnet18/fused:1/bf16:0/real_time",
     "step resnet18 fp32"},
    {"resnet18_step_bf16", "step_benchmark", "BM_Resnet18/fused:1/bf16:1/real_time",
     "step resnet18 bf16"},
    {"airbench_step_bf16", "step_benchmark", "BM_Airbench/fused:1/bf16:1/real_time",
     "step airbench bf16"},
    {"first_prediction", "start_benchmark", "BM_FirstPrediction/real_time", "start"},
    {"infer_resnet18_b1_fp32", "infer_benchmark", "BM_PredictResnet18/batch:1/bf16:0/real_time",
     "infer resnet18 fp32 1 frozen", "infer resnet18 fp32 1 eager", "infer_eager_resnet18_b1_fp32"},
    {"infer_resnet18_b1_bf16", "infer_benchmark", "BM_PredictResnet18/batch:1/bf16:1/real_time",
     "infer resnet18 bf16 1 frozen", "infer resnet18 bf16 1 eager", "infer_eager_resnet18_b1_bf16"},
    {"infer_resnet18_b64_fp32", "infer_benchmark", "BM_PredictResnet18/batch:64/bf16:0/real_time",
     "infer resnet18 fp32 64 frozen", "infer resnet18 fp32 64 eager",
     "infer_eager_resnet18_b64_fp32"},
    {"infer_resnet18_b64_bf16", "infer_benchmark", "BM_PredictResnet18/batch:64/bf16:1/real_time",
     "infer resnet18 bf16 64 frozen", "infer resnet18 bf16 64 eager",
     "infer_eager_resnet18_b64_bf16"},
    {"infer_mobilenet_b1_fp32", "infer_benchmark",
     "BM_PredictMobilenetV3Large/batch:1/bf16:0/real_time",
     "infer mobilenet_v3_large fp32 1 frozen", "infer mobilenet_v3_large fp32 1 eager",
     "infer_eager_mobilenet_b1_fp32"},
    {"infer_mobilenet_b1_bf16", "infer_benchmark",
     "BM_PredictMobilenetV3Large/batch:1/bf16:1/real_time",
     "infer mobilenet_v3_large bf16 1 frozen", "infer mobilenet_v3_large bf16 1 eager",
     "infer_eager_mobilenet_b1_bf16"},
    {"infer_mobilenet_b64_fp32", "infer_benchmark",
     "BM_PredictMobilenetV3Large/batch:64/bf16:0/real_time",
     "infer mobilenet_v3_large fp32 64 frozen", "infer mobilenet_v3_large fp32 64 eager",
     "infer_eager_mobilenet_b64_fp32"},
    {"infer_mobilenet_b64_bf16", "infer_benchmark",
     "BM_PredictMobilenetV3Large/batch:64/bf16:1/real_time",
     "infer mobilenet_v3_large bf16 64 frozen", "infer mobilenet_v3_large bf16 64 eager",
     "infer_eager_mobilenet_b64_bf16"},
    {"loader_cifar", "loader_benchmark", "BM_Cifar10/2/1/process_time/real_time", "loader cifar"},
    {"loader_mnist", "loader_benchmark", "BM_Mnist/2/0/process_time/real_time", "loader mnist"},
    {"loader_jpeg32", "loader_benchmark", "BM_Jpeg32/2/1/process_time/real_time", "loader jpeg32"},
    {"loader_jpeg224", "loader_benchmark", "BM_Jpeg224/2/1/process_time/real_time",
     "loader jpeg224"},
    {"loader_photographs", "loader_benchmark", "BM_Photographs/2/1/process_time/real_time",
     "loader photographs"},
    {"mnist_mlp", "fit_benchmark", "BM_MnistMlp/real_time", "fit mlp"},
    {"mnist_cnn", "fit_benchmark", "BM_MnistCnn/real_time", "fit cnn"},
};

std::string Rate(const Side& side) {
  const double rate = Median(side.rates);
  return absl::StrFormat("%.*f", rate < 100 ? 2 : 0, rate);
}

std::string Table(const std::vector<Outcome>& outcomes) {
  std::vector<std::vector<std::string>> rows = {
      {"case", "ours/s", "PyTorch/s", "ratio", "range", "peak MiB", "PyTorch's"}};
  for (const Outcome& outcome : outcomes) {
    std::vector<std::string> row = {outcome.name,
                                    Rate(outcome.ours),
                                    "",
                                    "",
                                    "",
                                    absl::StrFormat("%.0f", Median(outcome.ours.peaks)),
                                    ""};
    if (!outcome.peer.rates.empty()) {
      const std::vector<double> ratios = Ratios(outcome);
      const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
      row[2] = Rate(outcome.peer);
      row[3] = absl::StrFormat("%.2f", Median(ratios));
      row[4] = absl::StrFormat("%.2f-%.2f", *least, *most);
      row[6] = absl::StrFormat("%.0f", Median(outcome.peer.peaks));
    }
    rows.push_back(std::move(row));
  }
  return FormatTable(rows, "lrrrrrr");
}

bool IsWanted(const std::string& name) {
  const std::vector<std::string> only = absl::GetFlag(FLAGS_only);
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& part) {
           return absl::StrContains(name, part);
         });
}

absl::Status Run() {
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--turns", absl::GetFlag(FLAGS_turns), 1));
  const std::string json = UserPath(absl::GetFlag(FLAGS_json));
  std::vector<Outcome> outcomes;
  std::vector<std::string> results;
  for (const Case& which : kCases) {
    const bool other = which.other_name != nullptr && IsWanted(which.other_name);
    if (!IsWanted(which.name) && !other) continue;
    STRIDE_ASSIGN_OR_RETURN(std::vector<Outcome> made, Measure(which, absl::GetFlag(FLAGS_turns),
                                                               absl::GetFlag(FLAGS_peer_python)));
    for (Outcome& outcome : made) {
      if (!outcome.peer.rates.empty()) {
        results.push_back(absl::StrFormat("%s=%.2f", outcome.name, Median(Ratios(outcome))));
      }
      outcomes.push_back(std::move(outcome));
    }
    // What is measured is there if one stops here.
    std::cout << Table({outcomes.end() - made.size(), outcomes.end()}) << std::endl;
    if (!json.empty()) STRIDE_RETURN_IF_ERROR(WriteJson(MeasuredNow(outcomes), json));
  }
  if (outcomes.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--only=", absl::StrJoin(absl::GetFlag(FLAGS_only), ","),
                     ": no case has one of these in its name"));
  }
  std::cout << Table(outcomes);
  std::cout << (results.empty() ? "no ratios: --peer_python=python3 names PyTorch's interpreter"
                                : absl::StrCat("result ", absl::StrJoin(results, " ")))
            << "\n";
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Stride and PyTorch at the same work, in turns, as one table.");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = stride::Run();
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return 1;
}
