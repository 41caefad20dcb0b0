#include "stride/train/experiments/repetition.h"

#include <ATen/Parallel.h>

#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/eval/metrics/mean_interval.h"
#include "stride/models/core/text_table.h"
#include "stride/train/experiments/allocator.h"
#include "stride/train/experiments/flags.h"
#include "stride/train/experiments/run.h"
#include "stride/train/loop/interrupt.h"

ABSL_FLAG(int, runs, 1, "how often to train, with --seed, --seed + 1, ...");

namespace stride {
namespace {

struct Outcomes {
  std::vector<uint64_t> seeds;
  std::vector<double> accuracies;  // in [0, 1]
  std::vector<double> augmented;   // with test-time augmentation
  std::vector<double> seconds;     // of training
};

double TrainingSeconds(const Loader& train, const std::vector<EpochReport>& epochs) {
  double seconds = 0;
  for (const EpochReport& epoch : epochs) {
    seconds += static_cast<double>(train.examples_per_epoch()) / epoch.images_per_second;
  }
  return seconds;
}

// False: stopped.
absl::StatusOr<bool> TrainOne(const std::string& folder, const Experiment& experiment,
                              const Settings& settings, TrainAndTest& data, Outcomes& outcomes) {
  STRIDE_ASSIGN_OR_RETURN(Run run, BuildRun(experiment, settings, data));
  data = run.data;
  STRIDE_ASSIGN_OR_RETURN(const FitResult fit, TrainIn(folder, experiment, settings, run));
  if (fit.stopped) return false;
  STRIDE_ASSIGN_OR_RETURN(const Evaluation plain, ReportRun(experiment, run, fit));
  STRIDE_ASSIGN_OR_RETURN(const Evaluation augmented, EvaluateAugmented(experiment, run));
  outcomes.seeds.push_back(settings.seed);
  outcomes.accuracies.push_back(plain.accuracy);
  outcomes.augmented.push_back(augmented.accuracy);
  outcomes.seconds.push_back(TrainingSeconds(*run.train, fit.epochs));
  return true;
}

std::string WithInterval(const MeanInterval& interval, double unit) {
  return absl::StrFormat("%.2f +- %.2f", unit * interval.mean, unit * interval.half_width);
}

void Print(const Outcomes& outcomes, const std::string& folder) {
  std::vector<std::vector<std::string>> rows = {
      {"seed", "accuracy %", "with test-time augmentation %", "training, s"}};
  for (size_t i = 0; i < outcomes.seeds.size(); ++i) {
    rows.push_back({absl::StrCat(outcomes.seeds[i]),
                    absl::StrFormat("%.2f", 100 * outcomes.accuracies[i]),
                    absl::StrFormat("%.2f", 100 * outcomes.augmented[i]),
                    absl::StrFormat("%.0f", outcomes.seconds[i])});
  }
  const MeanInterval plain = IntervalOfMean(outcomes.accuracies);
  const MeanInterval augmented = IntervalOfMean(outcomes.augmented);
  const MeanInterval seconds = IntervalOfMean(outcomes.seconds);
  rows.push_back({"mean, 95% interval", WithInterval(plain, 100), WithInterval(augmented, 100),
                  WithInterval(seconds, 1)});
  std::cout << FormatTable(rows, "lrrr") << "\n"
            << absl::StrFormat(
                   "result test_accuracy=%.4f tta_test_accuracy=%.4f deviation=%.4f seconds=%.1f "
                   "runs=%d run=%s",
                   plain.mean, augmented.mean, augmented.deviation, seconds.mean,
                   outcomes.seeds.size(), folder)
            << std::endl;
}

absl::StatusOr<int> RepeatToEnd(int argc, char** argv, Experiment& experiment) {
  STRIDE_ASSIGN_OR_RETURN(Settings settings, ParseFlags(argc, argv, experiment));
  STRIDE_RETURN_IF_ERROR(Override(experiment));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--runs", absl::GetFlag(FLAGS_runs), 1));
  at::set_num_threads(settings.threads.model);
  const InterruptScope interrupt;
  STRIDE_ASSIGN_OR_RETURN(const std::string folder, FolderOfRuns(experiment.name, settings));
  const Settings first = settings;
  TrainAndTest data;
  Outcomes outcomes;
  for (int i = 0; i < absl::GetFlag(FLAGS_runs); ++i) {
    Experiment seeded = experiment;
    settings.seed = first.seed + i;
    seeded.name = absl::StrCat("seed_", settings.seed);
    STRIDE_ASSIGN_OR_RETURN(const bool finished,
                            TrainOne(folder, seeded, settings, data, outcomes));
    if (finished) continue;
    PrintHowToGoOn(absl::StrCat("in ", seeded.name, "; all"), experiment, first, folder);
    return kInterrupted;
  }
  Print(outcomes, folder);
  return 0;
}

}  // namespace

int RunRepeatedly(int argc, char** argv, Experiment experiment) {
  KeepFreedMemory();
  return ExitStatus(experiment.name, RepeatToEnd(argc, argv, experiment));
}

}  // namespace stride
