// The size of an image as the argument of a transform: `32` for a square, `(24, 32)` for height and
// width.
#ifndef STRIDE_DATA_TRANSFORM_SIZE_H_
#define STRIDE_DATA_TRANSFORM_SIZE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "stride/data/transform/text.h"

namespace stride {

struct Size {
  Size() = default;
  // As in torchvision, a number is a square: NOLINTNEXTLINE(google-explicit-constructor)
  Size(int side) : height(side), width(side) {}
  Size(int height, int width) : height(height), width(width) {}

  int height = 0;  // pixels
  int width = 0;
};

// InvalidArgument unless both sides are at least 1.
absl::Status CheckSize(absl::string_view name, const Size& size);

absl::Status ReadArgument(const TextNode& node, Size& value);
std::string WriteArgument(const Size& value);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_SIZE_H_
