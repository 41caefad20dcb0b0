#include "stride/data/transform/range.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/arguments.h"

namespace stride {

absl::Status CheckRange(absl::string_view name, const Range& range, double least, double most) {
  STRIDE_RETURN_IF_ERROR(CheckBetween(name, range.low, least, most));
  return CheckBetween(name, range.high, range.low, most);
}

absl::Status ReadArgument(const TextNode& node, Range& value) {
  std::vector<double> ends;
  STRIDE_RETURN_IF_ERROR(ReadArgument(node, ends));
  if (ends.size() != 1 && ends.size() != 2) {
    return ErrorAt(node, absl::StrCat("expected a number or (low, high), found ", Describe(node)));
  }
  value = Range(ends.front(), ends.back());
  return absl::OkStatus();
}

std::string WriteArgument(const Range& value) {
  if (value.low == value.high) return WriteArgument(value.low);
  return WriteArgument(std::vector<double>{value.low, value.high});
}

}  // namespace stride
