#include "stride/data/transform/point.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/arguments.h"

namespace stride {

absl::Status ReadArgument(const TextNode& node, Point& value) {
  std::vector<double> numbers;
  STRIDE_RETURN_IF_ERROR(ReadArgument(node, numbers));
  if (numbers.size() != 1 && numbers.size() != 2) {
    return ErrorAt(node, absl::StrCat("expected a number or (x, y), found ", Describe(node)));
  }
  value = {numbers.front(), numbers.back()};
  return absl::OkStatus();
}

std::string WriteArgument(const Point& value) {
  if (value.x == value.y) return WriteArgument(value.x);
  return WriteArgument(std::vector<double>{value.x, value.y});
}

}  // namespace stride
