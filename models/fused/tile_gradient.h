// The gradient of a convolution's weights, by products of bfloat16 tiles (AMX), for processors that
// multiply matrices: oneDNN 2 takes two to four times as long for it as for the forward pass there.
#ifndef STRIDE_MODELS_FUSED_TILE_GRADIENT_H_
#define STRIDE_MODELS_FUSED_TILE_GRADIENT_H_

#include <c10/util/BFloat16.h>

#include <cstddef>
#include <cstdint>

#include "stride/models/fused/columns.h"

namespace stride {

class TileGradient {
 public:
  // `out`: the convolution's output channels. Runs on as many threads as LibTorch has now.
  TileGradient(const WindowGrid& grid, int64_t out);

  size_t scratch_bytes() const;  // what Compute needs for itself

  // maps: [batch, height, width, channels], gradient: that of the output [batch, windows, out];
  // weights: [out, kernel height, kernel width, channels], sums in float32. `scratch` lies at a
  // multiple of 64 bytes.
  void Compute(const c10::BFloat16* maps, const c10::BFloat16* gradient, float* weights,
               void* scratch) const;

 private:
  struct Work;

  const WindowGrid grid_;
  const int64_t out_;
  const int64_t threads_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_TILE_GRADIENT_H_
