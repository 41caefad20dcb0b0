#include "stride/models/core/shape.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace stride {

std::string ImageShape::ToString() const { return SizesToString({channels, height, width}); }

absl::StatusOr<ImageShape> ParseImageShape(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, 'x');
  ImageShape shape;
  if (parts.size() == 3 && absl::SimpleAtoi(parts[0], &shape.channels) &&
      absl::SimpleAtoi(parts[1], &shape.height) && absl::SimpleAtoi(parts[2], &shape.width) &&
      std::min({shape.channels, shape.height, shape.width}) >= 1) {
    return shape;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("expected channels, height and width as in 3x32x32, found \"", text, "\""));
}

std::string SizesToString(absl::Span<const int64_t> sizes) {
  return sizes.empty() ? "scalar" : absl::StrJoin(sizes, "x");
}

}  // namespace stride
