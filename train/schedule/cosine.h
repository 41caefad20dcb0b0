// A learning rate that falls along half a cosine wave, after an optional linear rise.
//
// Loshchilov and Hutter, arXiv 1608.03983, section 3, one period; PyTorch's CosineAnnealingLR, with
// LinearLR before it in SequentialLR.
#ifndef STRIDE_TRAIN_SCHEDULE_COSINE_H_
#define STRIDE_TRAIN_SCHEDULE_COSINE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "stride/train/schedule/schedule.h"

namespace stride {

struct CosineOptions {
  double learning_rate = 0;        // the highest; above 0
  int64_t total_steps = 0;         // warm-up included; above warmup_steps
  double final_learning_rate = 0;  // at step total_steps and after
  int64_t warmup_steps = 0;        // at least 0
  double warmup_factor = 0.01;     // the first step's rate is learning_rate times this; in [0, 1]
};

// InvalidArgument names the option that is out of range.
absl::StatusOr<Schedule> Cosine(const CosineOptions& options);

}  // namespace stride

#endif  // STRIDE_TRAIN_SCHEDULE_COSINE_H_
