// Trains a classifier: the loop over epochs and batches.
//
//   FitOptions options;
//   options.epochs = 10;
//   options.loss = CrossEntropy();
//   options.schedule = schedule;
//   options.optimizer = optimizer.get();
//   STRIDE_ASSIGN_OR_RETURN(const FitResult result, Fit(*net, *train, test.get(), options));
//
// What a step does is a pure function of the parameters, the loader's seed and the step's number:
// before each step LibTorch's default generator, which dropout draws from, is seeded anew. A run
// that was stopped and resumed ends at the same bits as one that was not.
#ifndef STRIDE_TRAIN_LOOP_FIT_H_
#define STRIDE_TRAIN_LOOP_FIT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/loader/loader.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/precision.h"
#include "stride/train/checkpoint/checkpoint.h"
#include "stride/train/log/observer.h"
#include "stride/train/loss/loss.h"
#include "stride/train/optimizer/optimizer.h"
#include "stride/train/schedule/schedule.h"

namespace stride {

struct FitOptions {
  int64_t epochs = 1;  // of the whole run, those before a resumption included
  Loss loss;           // of training and of the test set; reports leave auxiliary heads out
  Schedule schedule;
  Precision precision = Precision::kFloat32;
  Optimizer* optimizer = nullptr;            // of the classifier's parameters
  std::optional<double> gradient_clip_norm;  // above 0 (clip_gradients.h)

  // An existing folder that gets
  //   last.safetensors  a checkpoint: before the first step, after each epoch and when stopped
  //   best.safetensors  the weights, whenever the test accuracy is higher than before
  //   metrics.csv       a row an epoch (metrics_file.h)
  // Empty: nothing is written.
  std::string run_directory;

  // Called with the epoch's number, from 0, before its first step and where a run goes on within
  // it; it may set which parameters require gradients. What it does must depend on the number
  // alone.
  std::function<void(int64_t epoch)> before_epoch;

  TrainState start;                      // to resume: what LoadCheckpoint returned
  FitObserver* observer = nullptr;       // null: nobody listens
  std::function<bool()> stop_requested;  // asked after each step; empty: never
};

struct FitResult {
  TrainState state;
  std::vector<EpochReport> epochs;  // also those before a resumption where metrics.csv has them
  bool stopped = false;             // by stop_requested, with the run not at its end
};

// `test` may be null; then there is no best.safetensors. Leaves the classifier in training mode.
//
// InvalidArgument: options out of range, a start state of another run, or what LibTorch refuses.
// FailedPrecondition: the loss is no longer finite. The parameters are those before the step in
// which it was found, and the files those of the last epoch's end. Other errors come from the
// loader and from writing files.
absl::StatusOr<FitResult> Fit(Classifier& classifier, Loader& train, Loader* test,
                              const FitOptions& options);

}  // namespace stride

#endif  // STRIDE_TRAIN_LOOP_FIT_H_
