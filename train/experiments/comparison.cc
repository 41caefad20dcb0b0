#include "stride/train/experiments/comparison.h"

#include <ATen/Parallel.h>

#include <chrono>
#include <iostream>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/encode.h"
#include "stride/eval/report/curves.h"
#include "stride/models/core/summary.h"
#include "stride/train/experiments/allocator.h"
#include "stride/train/experiments/flags.h"
#include "stride/train/experiments/run.h"
#include "stride/train/loop/interrupt.h"

namespace stride {
namespace {

struct Outcome {
  std::string name;
  std::vector<EpochReport> epochs;
  int64_t parameters = 0;
  double train_accuracy = 0;  // in evaluation mode, without augmentation
  double test_accuracy = 0;
  bool stopped = false;
};

absl::Status CheckModelFlags(const Comparison& comparison) {
  std::map<std::string, std::string> flags = FlagValues();
  if (!comparison.compares_models || (flags["model"].empty() && flags["weights"].empty())) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      "--model and --weights: this lesson compares networks of its own; leave them out");
}

absl::StatusOr<Outcome> TrainOne(const Experiment& experiment, const Settings& settings,
                                 const std::string& directory, TrainAndTest& data) {
  STRIDE_ASSIGN_OR_RETURN(Run run, BuildRun(experiment, settings, data));
  data = run.data;
  STRIDE_ASSIGN_OR_RETURN(const FitResult fit, TrainIn(directory, experiment, settings, run));
  Outcome outcome;
  outcome.name = experiment.name;
  outcome.epochs = fit.epochs;
  outcome.parameters = CountParameters(*run.classifier);
  outcome.stopped = fit.stopped;
  if (fit.stopped) return outcome;
  STRIDE_ASSIGN_OR_RETURN(const Evaluation test, ReportRun(experiment, run, fit));
  STRIDE_ASSIGN_OR_RETURN(const Evaluation train, EvaluateTrainingSet(experiment, settings, run));
  outcome.test_accuracy = test.accuracy;
  outcome.train_accuracy = train.accuracy;
  return outcome;
}

std::vector<Plot> Plots(const std::vector<Outcome>& outcomes) {
  Plot loss;
  loss.title = "Loss on the training set";
  loss.x_label = "epoch";
  loss.y_label = "loss";
  Plot accuracy;
  accuracy.title = "Accuracy on the test set";
  accuracy.x_label = "epoch";
  accuracy.y_label = "percent";
  for (const Outcome& outcome : outcomes) {
    Series losses{outcome.name, {}, {}};
    Series accuracies{outcome.name, {}, {}};
    for (const EpochReport& report : outcome.epochs) {
      losses.x.push_back(static_cast<double>(report.epoch));
      losses.y.push_back(report.train_loss);
      accuracies.x.push_back(static_cast<double>(report.epoch));
      accuracies.y.push_back(100 * report.test_accuracy.value_or(0));
    }
    loss.series.push_back(std::move(losses));
    accuracy.series.push_back(std::move(accuracies));
  }
  return {loss, accuracy};
}

std::string CsvRow(const Outcome& outcome) {
  return absl::StrFormat("%s,%d,%.4f,%.4f,%.4f\n", outcome.name, outcome.parameters,
                         outcome.train_accuracy, outcome.test_accuracy,
                         outcome.train_accuracy - outcome.test_accuracy);
}

absl::Status WriteComparison(const std::string& directory, const std::vector<Outcome>& outcomes) {
  STRIDE_ASSIGN_OR_RETURN(const Image picture, DrawCurves(Plots(outcomes)));
  STRIDE_ASSIGN_OR_RETURN(const std::string png, EncodePng(picture));
  STRIDE_RETURN_IF_ERROR(WriteFileAtomically(directory + "/comparison.png", png));
  std::string csv = "name,parameters,train_accuracy,test_accuracy,gap\n";
  for (const Outcome& outcome : outcomes) csv += CsvRow(outcome);
  return WriteFileAtomically(directory + "/comparison.csv", csv);
}

void PrintComparison(const std::string& directory, const std::vector<Outcome>& outcomes,
                     double seconds) {
  std::cout << absl::StrFormat("%-24s %12s %10s %10s %8s\n", "", "parameters", "train", "test",
                               "gap");
  std::string result = "result";
  for (const Outcome& outcome : outcomes) {
    std::cout << absl::StrFormat("%-24s %12d %9.2f%% %9.2f%% %7.2f%%\n", outcome.name,
                                 outcome.parameters, 100 * outcome.train_accuracy,
                                 100 * outcome.test_accuracy,
                                 100 * (outcome.train_accuracy - outcome.test_accuracy));
    absl::StrAppendFormat(&result, " %s=%.4f", outcome.name, outcome.test_accuracy);
  }
  std::cout << "\ncomparison " << directory << "/comparison.png\n\n"
            << result << absl::StrFormat(" seconds=%.0f run=%s", seconds, directory) << std::endl;
}

absl::StatusOr<int> RunToEnd(int argc, char** argv, const Comparison& comparison) {
  const auto start = std::chrono::steady_clock::now();
  Experiment shown = comparison.experiments.front();
  shown.name = comparison.name;
  shown.about = comparison.about;
  STRIDE_ASSIGN_OR_RETURN(const Settings settings, ParseFlags(argc, argv, shown));
  STRIDE_RETURN_IF_ERROR(CheckModelFlags(comparison));
  at::set_num_threads(settings.threads.model);
  const InterruptScope interrupt;
  std::vector<Experiment> experiments = comparison.experiments;
  for (Experiment& experiment : experiments) {
    STRIDE_RETURN_IF_ERROR(Override(experiment));
  }
  STRIDE_ASSIGN_OR_RETURN(const std::string directory, FolderOfRuns(comparison.name, settings));
  TrainAndTest data;
  std::vector<Outcome> outcomes;
  for (const Experiment& experiment : experiments) {
    STRIDE_ASSIGN_OR_RETURN(Outcome outcome, TrainOne(experiment, settings, directory, data));
    if (outcome.stopped) {
      PrintHowToGoOn(absl::StrCat("in ", experiment.name, "; all"), shown, settings, directory);
      return kInterrupted;
    }
    outcomes.push_back(std::move(outcome));
  }
  STRIDE_RETURN_IF_ERROR(WriteComparison(directory, outcomes));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  PrintComparison(directory, outcomes, seconds.count());
  return 0;
}

}  // namespace

int RunComparison(int argc, char** argv, const Comparison& comparison) {
  KeepFreedMemory();
  return ExitStatus(comparison.name, RunToEnd(argc, argv, comparison));
}

}  // namespace stride
