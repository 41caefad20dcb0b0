// Widths that hardware likes.
#ifndef STRIDE_MODELS_LAYERS_DIVISIBLE_H_
#define STRIDE_MODELS_LAYERS_DIVISIBLE_H_

#include <algorithm>
#include <cstdint>

namespace stride {

// The multiple of `divisor` that is nearest to `width`, at least one, and at most a tenth below it.
inline int64_t MakeDivisible(double width, int64_t divisor = 8) {
  const int64_t steps = static_cast<int64_t>(width + static_cast<double>(divisor) / 2) / divisor;
  const int64_t nearest = std::max(divisor, steps * divisor);
  return static_cast<double>(nearest) < 0.9 * width ? nearest + divisor : nearest;
}

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_DIVISIBLE_H_
