#include "stride/train/log/format.h"

#include <cmath>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace stride {

std::string FormatCount(double value) {
  std::string digits = absl::StrCat(std::llround(value));
  const int first = digits[0] == '-' ? 1 : 0;
  for (int at = static_cast<int>(digits.size()) - 3; at > first; at -= 3) digits.insert(at, ",");
  return digits;
}

std::string FormatDuration(double seconds) {
  const int64_t total = std::llround(seconds);
  const int64_t hours = total / 3600;
  if (hours > 0) return absl::StrFormat("%d:%02d:%02d", hours, total / 60 % 60, total % 60);
  return absl::StrFormat("%d:%02d", total / 60, total % 60);
}

}  // namespace stride
