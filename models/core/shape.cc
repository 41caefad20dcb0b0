#include "stride/models/core/shape.h"

#include "absl/strings/str_join.h"

namespace stride {

std::string ImageShape::ToString() const { return SizesToString({channels, height, width}); }

std::string SizesToString(absl::Span<const int64_t> sizes) {
  return sizes.empty() ? "scalar" : absl::StrJoin(sizes, "x");
}

}  // namespace stride
