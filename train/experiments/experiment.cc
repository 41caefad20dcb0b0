#include "stride/train/experiments/experiment.h"

#include <ATen/Parallel.h>

#include <chrono>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/summary.h"
#include "stride/train/experiments/allocator.h"
#include "stride/train/experiments/flags.h"
#include "stride/train/experiments/run.h"
#include "stride/train/log/run_directory.h"
#include "stride/train/loop/interrupt.h"

namespace stride {
namespace {

absl::StatusOr<int> RunToEnd(int argc, char** argv, Experiment& experiment) {
  const auto start = std::chrono::steady_clock::now();
  STRIDE_ASSIGN_OR_RETURN(const Settings settings, ParseFlags(argc, argv, experiment));
  STRIDE_RETURN_IF_ERROR(Override(experiment));
  at::set_num_threads(settings.threads.model);
  const InterruptScope interrupt;
  STRIDE_ASSIGN_OR_RETURN(Run run, BuildRun(experiment, settings));
  if (settings.resume.empty()) {
    RunDirectoryOptions directory;
    directory.name = experiment.name;
    directory.parent = settings.output_dir;
    STRIDE_ASSIGN_OR_RETURN(run.directory, CreateRunDirectory(directory, Config(experiment, run)));
  } else {
    run.directory = settings.resume;
  }
  PrintPlan(experiment, settings, run);
  STRIDE_ASSIGN_OR_RETURN(const FitResult fit, TrainRun(experiment, !settings.resume.empty(), run));
  if (fit.stopped) {
    PrintHowToGoOn(absl::StrCat("after step ", fit.state.step, "; the run"), experiment, settings,
                   run.directory);
    return kInterrupted;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  STRIDE_ASSIGN_OR_RETURN(const Evaluation evaluation, ReportRun(experiment, run, fit));
  std::cout << absl::StrFormat(
                   "result test_accuracy=%.4f test_loss=%.4f best_test_accuracy=%.4f seconds=%.0f "
                   "epochs=%d parameters=%d run=%s",
                   evaluation.accuracy, evaluation.loss, fit.state.best_accuracy, seconds.count(),
                   experiment.recipe.epochs, CountParameters(*run.classifier), run.directory)
            << std::endl;
  return 0;
}

}  // namespace

int RunExperiment(int argc, char** argv, Experiment experiment) {
  KeepFreedMemory();
  return ExitStatus(experiment.name, RunToEnd(argc, argv, experiment));
}

}  // namespace stride
