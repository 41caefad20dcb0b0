// One run of an experiment, from its parts to its report: what RunExperiment and RunComparison do.
#ifndef STRIDE_TRAIN_EXPERIMENTS_RUN_H_
#define STRIDE_TRAIN_EXPERIMENTS_RUN_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "stride/data/loader/loader.h"
#include "stride/eval/evaluator/evaluator.h"
#include "stride/train/experiments/flags.h"
#include "stride/train/experiments/recipe.h"
#include "stride/train/loop/fit.h"

namespace stride {

inline constexpr int kInterrupted = 130;  // as a shell reports a program that Ctrl-C has ended

// All that a run is made of.
struct Run {
  TrainAndTest data;
  std::unique_ptr<Loader> train;
  std::unique_ptr<Loader> test;
  std::unique_ptr<Classifier> classifier;
  std::string layers;  // how they compute: "LibTorch's layers", "fused layers", ...
  std::unique_ptr<Optimizer> optimizer;
  Schedule schedule;
  std::string directory;
};

// Everything but the directory. `data`: read already, or empty.
absl::StatusOr<Run> BuildRun(const Experiment& experiment, const Settings& settings,
                             const TrainAndTest& data = {});

// What config.json holds.
nlohmann::json Config(const Experiment& experiment, const Run& run);

void PrintPlan(const Experiment& experiment, const Settings& settings, const Run& run);

// Trains with progress on the console until the end or Ctrl-C. `resume`: goes on from the
// directory's last.safetensors.
absl::StatusOr<FitResult> TrainRun(const Experiment& experiment, bool resume, Run& run);

// A new folder for several runs, or the one to go on with.
absl::StatusOr<std::string> FolderOfRuns(const std::string& name, const Settings& settings);

// The same in a folder of its own in `parent`, named after the experiment, where it goes on with
// what it finds; prints the plan.
absl::StatusOr<FitResult> TrainIn(const std::string& parent, const Experiment& experiment,
                                  const Settings& settings, Run& run);

// The test set, each image seen six times (eval/evaluator/test_time_augmentation.h).
absl::StatusOr<Evaluation> EvaluateAugmented(const Experiment& experiment, Run& run);

// Evaluates, prints the confusion matrix and each class's accuracy, writes the pictures.
absl::StatusOr<Evaluation> ReportRun(const Experiment& experiment, Run& run, const FitResult& fit);

// The training set as a test set is: in evaluation mode, with the test set's transform.
absl::StatusOr<Evaluation> EvaluateTrainingSet(const Experiment& experiment,
                                               const Settings& settings, Run& run);

// "stopped <where> is saved. To go on:" and the command that does.
void PrintHowToGoOn(const std::string& where, const Experiment& experiment,
                    const Settings& settings, const std::string& directory);

// For main: the status that the run ended with, or 1 after its error, a line on standard error.
int ExitStatus(const std::string& name, const absl::StatusOr<int>& ended);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_RUN_H_
