// One clear line about an option that is out of range.
#ifndef STRIDE_DATA_BASE_CHECK_OPTION_H_
#define STRIDE_DATA_BASE_CHECK_OPTION_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace stride {

// InvalidArgument "<name>: expected <range>, found <value>" unless `value` is in the range; a value
// that is not a number never is.
absl::Status CheckPositive(absl::string_view name, double value);
absl::Status CheckAtLeast(absl::string_view name, double value, double least);
absl::Status CheckBetween(absl::string_view name, double value, double least, double most);
absl::Status CheckFraction(absl::string_view name, double value);  // in [0, 1)

}  // namespace stride

#endif  // STRIDE_DATA_BASE_CHECK_OPTION_H_
