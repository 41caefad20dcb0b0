#include "stride/data/transform/size.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/arguments.h"

namespace stride {

absl::Status CheckSize(absl::string_view name, const Size& size) {
  return CheckAtLeast(name, std::min(size.height, size.width), 1);
}

absl::Status ReadArgument(const TextNode& node, Size& value) {
  std::vector<int> sides;
  STRIDE_RETURN_IF_ERROR(ReadArgument(node, sides));
  if (sides.size() != 1 && sides.size() != 2) {
    return ErrorAt(node,
                   absl::StrCat("expected a side or (height, width), found ", Describe(node)));
  }
  value = Size(sides.front(), sides.back());
  return absl::OkStatus();
}

std::string WriteArgument(const Size& value) {
  if (value.height == value.width) return absl::StrCat(value.height);
  return absl::StrCat("(", value.height, ", ", value.width, ")");
}

}  // namespace stride
