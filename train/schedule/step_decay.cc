#include "stride/train/schedule/step_decay.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"

namespace stride {

absl::StatusOr<Schedule> StepDecay(const StepDecayOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckPositive("step decay, learning_rate", options.learning_rate));
  STRIDE_RETURN_IF_ERROR(CheckPositive("step decay, factor", options.factor));
  const std::vector<int64_t>& milestones = options.milestones;
  const std::string listed = absl::StrJoin(milestones, ", ");
  if (std::adjacent_find(milestones.begin(), milestones.end(), std::greater_equal<int64_t>()) !=
      milestones.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("step decay, milestones: expected rising steps, found ", listed));
  }
  const auto at = [options](int64_t step) {
    const auto passed =
        std::upper_bound(options.milestones.begin(), options.milestones.end(), step) -
        options.milestones.begin();
    return Rates{options.learning_rate * std::pow(options.factor, passed), std::nullopt};
  };
  return Schedule{absl::StrCat("step_decay(", options.learning_rate, ", x ", options.factor, " at ",
                               listed, ")"),
                  at};
}

}  // namespace stride
