// Two numbers, across and down, as the argument of a transform: `(16, 20)`, or `16` for both.
#ifndef STRIDE_DATA_TRANSFORM_POINT_H_
#define STRIDE_DATA_TRANSFORM_POINT_H_

#include <string>

#include "absl/status/status.h"
#include "stride/data/transform/text.h"

namespace stride {

struct Point {
  // As in torchvision, one number does: NOLINTNEXTLINE(google-explicit-constructor)
  Point(double both = 0) : x(both), y(both) {}
  Point(double x, double y) : x(x), y(y) {}

  double x;
  double y;
};

absl::Status ReadArgument(const TextNode& node, Point& value);
std::string WriteArgument(const Point& value);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_POINT_H_
