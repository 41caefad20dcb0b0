// Angles to draw one from as the argument of a transform: `10` for -10 to 10, or `(0, 90)`.
#ifndef STRIDE_DATA_TRANSFORM_DEGREES_H_
#define STRIDE_DATA_TRANSFORM_DEGREES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "stride/data/base/random.h"
#include "stride/data/transform/text.h"

namespace stride {

struct Degrees {
  // As in torchvision, one number does: NOLINTNEXTLINE(google-explicit-constructor)
  Degrees(double most = 0) : low(-most), high(most) {}
  Degrees(double low, double high) : low(low), high(high) {}

  // InvalidArgument unless low <= high.
  absl::Status Check(absl::string_view name) const;
  double Draw(RandomStream& random) const { return random.Uniform(low, high); }

  double low;
  double high;
};

absl::Status ReadArgument(const TextNode& node, Degrees& value);
std::string WriteArgument(const Degrees& value);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_DEGREES_H_
