// A learning rate that falls by a factor at each of a few steps (PyTorch's MultiStepLR; its StepLR
// with evenly spaced milestones).
#ifndef STRIDE_TRAIN_SCHEDULE_STEP_DECAY_H_
#define STRIDE_TRAIN_SCHEDULE_STEP_DECAY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/train/schedule/schedule.h"

namespace stride {

struct StepDecayOptions {
  double learning_rate = 0;         // until the first milestone; above 0
  std::vector<int64_t> milestones;  // rising steps; the rate falls before the step of that number
  double factor = 0.1;              // above 0
};

// InvalidArgument names the option that is out of range.
absl::StatusOr<Schedule> StepDecay(const StepDecayOptions& options);

}  // namespace stride

#endif  // STRIDE_TRAIN_SCHEDULE_STEP_DECAY_H_
