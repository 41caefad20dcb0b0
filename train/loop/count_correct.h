// How many predictions are right; cheap enough for every step.
#ifndef STRIDE_TRAIN_LOOP_COUNT_CORRECT_H_
#define STRIDE_TRAIN_LOOP_COUNT_CORRECT_H_

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace stride {

// logits: float32 [N, K]. labels: int64 [N], or soft float32 [N, K], whose largest class counts.
// Of equal values the lowest class is taken. Throws c10::Error.
int64_t CountCorrect(const at::Tensor& logits, const at::Tensor& labels);

}  // namespace stride

#endif  // STRIDE_TRAIN_LOOP_COUNT_CORRECT_H_
