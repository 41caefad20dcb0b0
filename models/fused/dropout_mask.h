// Dropout's arithmetic: which numbers stay is a function of a seed and of their places, so that
// nothing is kept between the passes.
#ifndef STRIDE_MODELS_FUSED_DROPOUT_MASK_H_
#define STRIDE_MODELS_FUSED_DROPOUT_MASK_H_

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace stride {

struct DropoutMask {
  double probability = 0;  // of becoming zero; in [0, 1]
  uint64_t seed = 0;
};

// to[i] = from[i] / (1 - probability) where place i stays, else 0. `from` may be `to`.
void ApplyMask(const DropoutMask& mask, int64_t size, const float* from, float* to);
void ApplyMask(const DropoutMask& mask, int64_t size, const c10::BFloat16* from, c10::BFloat16* to);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_DROPOUT_MASK_H_
