#include "stride/train/schedule/constant.h"

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"

namespace stride {

absl::StatusOr<Schedule> Constant(double learning_rate) {
  STRIDE_RETURN_IF_ERROR(CheckPositive("constant schedule, learning_rate", learning_rate));
  return Schedule{absl::StrCat("constant(", learning_rate, ")"), [learning_rate](int64_t) {
                    return Rates{learning_rate, std::nullopt};
                  }};
}

}  // namespace stride
