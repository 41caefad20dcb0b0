#include "stride/train/schedule/one_cycle.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/train/schedule/anneal.h"

namespace stride {
namespace {

absl::Status CheckOptions(const OneCycleOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckPositive("one-cycle schedule, learning_rate", options.learning_rate));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("one-cycle schedule, total_steps", options.total_steps, 1));
  STRIDE_RETURN_IF_ERROR(
      CheckBetween("one-cycle schedule, rising_share", options.rising_share, 0, 1));
  STRIDE_RETURN_IF_ERROR(CheckPositive("one-cycle schedule, div_factor", options.div_factor));
  STRIDE_RETURN_IF_ERROR(
      CheckPositive("one-cycle schedule, final_div_factor", options.final_div_factor));
  STRIDE_RETURN_IF_ERROR(CheckFraction("one-cycle schedule, base_momentum", options.base_momentum));
  return CheckFraction("one-cycle schedule, max_momentum", options.max_momentum);
}

double Between(Anneal anneal, double start, double end, double fraction) {
  return anneal == Anneal::kCosine ? AnnealCosine(start, end, fraction)
                                   : AnnealLinear(start, end, fraction);
}

Rates At(const OneCycleOptions& options, int64_t step) {
  const double last = options.total_steps - 1;
  // PyTorch's: the peak lies between two steps unless the product is whole.
  const double peak = std::clamp(options.rising_share * options.total_steps - 1, 0.0, last);
  const double now = std::min<double>(step, last);
  const bool rising = now < peak;
  const double fraction = rising ? now / peak : last > peak ? (now - peak) / (last - peak) : 0;

  const double highest = options.learning_rate;
  const double first = highest / options.div_factor;
  const double low = rising ? first : first / options.final_div_factor;
  const auto between = [&](double at_ends, double at_peak) {
    return rising ? Between(options.anneal, at_ends, at_peak, fraction)
                  : Between(options.anneal, at_peak, at_ends, fraction);
  };
  Rates rates;
  rates.learning_rate = between(low, highest);
  if (options.cycle_momentum) rates.momentum = between(options.max_momentum, options.base_momentum);
  return rates;
}

}  // namespace

absl::StatusOr<Schedule> OneCycle(const OneCycleOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(options));
  return Schedule{
      absl::StrCat("one_cycle(", options.learning_rate, ", ", options.total_steps, " steps)"),
      [options](int64_t step) { return At(options, step); }};
}

}  // namespace stride
