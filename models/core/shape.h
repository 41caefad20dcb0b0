// The shape of one image as a network sees it, and the text form of tensor sizes.
#ifndef STRIDE_MODELS_CORE_SHAPE_H_
#define STRIDE_MODELS_CORE_SHAPE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace stride {

// Channels, height and width in pixels; no batch dimension.
struct ImageShape {
  int64_t channels = 0;
  int64_t height = 0;
  int64_t width = 0;

  int64_t numel() const { return channels * height * width; }
  std::string ToString() const;  // "3x32x32"
};

// "3x32x32", each at least 1; else InvalidArgument.
absl::StatusOr<ImageShape> ParseImageShape(absl::string_view text);

inline bool operator==(const ImageShape& a, const ImageShape& b) {
  return a.channels == b.channels && a.height == b.height && a.width == b.width;
}
inline bool operator!=(const ImageShape& a, const ImageShape& b) { return !(a == b); }

// {64, 7, 7} becomes "64x7x7"; no sizes become "scalar".
std::string SizesToString(absl::Span<const int64_t> sizes);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_SHAPE_H_
