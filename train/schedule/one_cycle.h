// A learning rate that rises and falls once, while momentum falls and rises.
//
// Smith and Topin, arXiv 1708.07120, with the shape and the defaults of PyTorch's OneCycleLR (two
// phases).
#ifndef STRIDE_TRAIN_SCHEDULE_ONE_CYCLE_H_
#define STRIDE_TRAIN_SCHEDULE_ONE_CYCLE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "stride/train/schedule/schedule.h"

namespace stride {

enum class Anneal { kCosine, kLinear };

struct OneCycleOptions {
  double learning_rate = 0;   // the highest; above 0
  int64_t total_steps = 0;    // at least 1
  double rising_share = 0.3;  // of all steps, in [0, 1] (pct_start)
  Anneal anneal = Anneal::kCosine;
  double div_factor = 25;         // learning_rate / div_factor: the first rate; above 0
  double final_div_factor = 1e4;  // the first rate / final_div_factor: the last rate; above 0
  bool cycle_momentum = true;
  double base_momentum = 0.85;  // at the highest rate; in [0, 1)
  double max_momentum = 0.95;   // at both ends; in [0, 1)
};

// InvalidArgument names the option that is out of range. Steps after the last get its rates.
absl::StatusOr<Schedule> OneCycle(const OneCycleOptions& options);

}  // namespace stride

#endif  // STRIDE_TRAIN_SCHEDULE_ONE_CYCLE_H_
