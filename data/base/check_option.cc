#include "stride/data/base/check_option.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

absl::Status Check(bool in_range, absl::string_view name, absl::string_view range, double value) {
  if (in_range && std::isfinite(value)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(name, ": expected ", range, ", found ", value));
}

}  // namespace

absl::Status CheckPositive(absl::string_view name, double value) {
  return Check(value > 0, name, "a number above 0", value);
}

absl::Status CheckAtLeast(absl::string_view name, double value, double least) {
  return Check(value >= least, name, absl::StrCat("at least ", least), value);
}

absl::Status CheckBetween(absl::string_view name, double value, double least, double most) {
  return Check(value >= least && value <= most, name, absl::StrCat(least, " to ", most), value);
}

absl::Status CheckFraction(absl::string_view name, double value) {
  return Check(value >= 0 && value < 1, name, "at least 0 and below 1", value);
}

}  // namespace stride
