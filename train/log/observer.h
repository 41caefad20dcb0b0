// What a training run reports while it goes on, and who listens. Knows no LibTorch.
#ifndef STRIDE_TRAIN_LOG_OBSERVER_H_
#define STRIDE_TRAIN_LOG_OBSERVER_H_

#include <cstdint>
#include <optional>

namespace stride {

// After a step. Epochs count from 1; losses and accuracies (in [0, 1]) are means over the epoch so
// far.
struct StepReport {
  int64_t epoch = 0;
  int64_t epochs = 0;
  int64_t batch = 0;     // batches done in this epoch
  int64_t batches = 0;   // of an epoch
  int64_t examples = 0;  // of this batch
  double loss = 0;
  double accuracy = 0;
};

// After an epoch and its evaluation.
struct EpochReport {
  int64_t epoch = 0;  // from 1
  int64_t epochs = 0;
  int64_t step = 0;                 // steps done in the run
  double learning_rate = 0;         // of the epoch's last step
  double train_loss = 0;            // means over the epoch, while the parameters moved
  double train_accuracy = 0;        // in [0, 1]
  std::optional<double> test_loss;  // none without a test set
  std::optional<double> test_accuracy;
  double images_per_second = 0;  // of training, loading included
  double seconds = 0;            // training and evaluation; since the resumption, if there was one
};

// Called from the thread that trains, which waits.
class FitObserver {
 public:
  virtual ~FitObserver() = default;
  virtual void OnStep(const StepReport& report) {}
  virtual void OnEpoch(const EpochReport& report) {}
};

}  // namespace stride

#endif  // STRIDE_TRAIN_LOG_OBSERVER_H_
