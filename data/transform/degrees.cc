#include "stride/data/transform/degrees.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/arguments.h"

namespace stride {

absl::Status Degrees::Check(absl::string_view name) const {
  if (low <= high) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": expected (low, high), found (", low, ", ", high, ")"));
}

absl::Status ReadArgument(const TextNode& node, Degrees& value) {
  std::vector<double> ends;
  STRIDE_RETURN_IF_ERROR(ReadArgument(node, ends));
  if (ends.size() != 1 && ends.size() != 2) {
    return ErrorAt(node, absl::StrCat("expected a number or (low, high), found ", Describe(node)));
  }
  value = ends.size() == 1 ? Degrees(ends[0]) : Degrees(ends[0], ends[1]);
  return absl::OkStatus();
}

std::string WriteArgument(const Degrees& value) {
  if (value.low == -value.high) return WriteArgument(value.high);
  return WriteArgument(std::vector<double>{value.low, value.high});
}

}  // namespace stride
