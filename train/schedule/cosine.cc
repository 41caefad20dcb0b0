#include "stride/train/schedule/cosine.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/train/schedule/anneal.h"

namespace stride {
namespace {

absl::Status CheckOptions(const CosineOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckPositive("cosine schedule, learning_rate", options.learning_rate));
  STRIDE_RETURN_IF_ERROR(CheckBetween("cosine schedule, final_learning_rate",
                                      options.final_learning_rate, 0, options.learning_rate));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("cosine schedule, warmup_steps", options.warmup_steps, 0));
  STRIDE_RETURN_IF_ERROR(
      CheckAtLeast("cosine schedule, total_steps", options.total_steps, options.warmup_steps + 1));
  return CheckBetween("cosine schedule, warmup_factor", options.warmup_factor, 0, 1);
}

double LearningRate(const CosineOptions& options, int64_t step) {
  const double peak = options.learning_rate;
  if (step < options.warmup_steps) {
    return AnnealLinear(peak * options.warmup_factor, peak,
                        static_cast<double>(step) / options.warmup_steps);
  }
  const int64_t falling = options.total_steps - options.warmup_steps;
  const int64_t done = std::min(step - options.warmup_steps, falling);
  return AnnealCosine(peak, options.final_learning_rate, static_cast<double>(done) / falling);
}

}  // namespace

absl::StatusOr<Schedule> Cosine(const CosineOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(options));
  return Schedule{absl::StrCat("cosine(", options.learning_rate, ", ", options.total_steps,
                               " steps, warm-up ", options.warmup_steps, ")"),
                  [options](int64_t step) {
                    return Rates{LearningRate(options, step), std::nullopt};
                  }};
}

}  // namespace stride
