// A range to draw a number from as the argument of a transform: `(0.1, 2)`, or `2` for no choice.
#ifndef STRIDE_DATA_TRANSFORM_RANGE_H_
#define STRIDE_DATA_TRANSFORM_RANGE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "stride/data/transform/text.h"

namespace stride {

struct Range {
  Range() = default;
  // As in torchvision, one number does: NOLINTNEXTLINE(google-explicit-constructor)
  Range(double value) : low(value), high(value) {}
  Range(double low, double high) : low(low), high(high) {}

  double low = 0;
  double high = 0;
};

// InvalidArgument unless least <= low <= high <= most.
absl::Status CheckRange(absl::string_view name, const Range& range, double least, double most);

absl::Status ReadArgument(const TextNode& node, Range& value);
std::string WriteArgument(const Range& value);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_RANGE_H_
