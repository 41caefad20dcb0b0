// Max pooling that touches each value once in either direction: oneDNN's takes three times what the
// memory needs for it, and clears all of the gradient first.
#ifndef STRIDE_MODELS_FUSED_MAX_POOL_H_
#define STRIDE_MODELS_FUSED_MAX_POOL_H_

#include <cstdint>

#include "stride/models/fused/columns.h"

namespace stride {

// maps: [batch, height, width, channels], result and places: [batch, windows, channels]. A place is
// that of the maximum in its window, row by row: windows have at most 256 of them. The first of
// equals is taken, and NaN before all numbers, as in LibTorch. Number: float or c10::BFloat16. For
// processors that have vectors (vector16.h).
template <typename Number>
void MaxPool(const WindowGrid& grid, const Number* maps, Number* result, uint8_t* places);

// Writes all of the maps' gradient; sums are in float32.
template <typename Number>
void MaxPoolGradient(const WindowGrid& grid, const Number* gradient, const uint8_t* places,
                     Number* maps);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_MAX_POOL_H_
