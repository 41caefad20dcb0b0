// The same learning rate from first to last.
#ifndef STRIDE_TRAIN_SCHEDULE_CONSTANT_H_
#define STRIDE_TRAIN_SCHEDULE_CONSTANT_H_

#include "absl/status/statusor.h"
#include "stride/train/schedule/schedule.h"

namespace stride {

// InvalidArgument unless learning_rate is above 0.
absl::StatusOr<Schedule> Constant(double learning_rate);

}  // namespace stride

#endif  // STRIDE_TRAIN_SCHEDULE_CONSTANT_H_
