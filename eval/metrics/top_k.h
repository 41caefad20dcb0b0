// Top-k accuracy: a prediction counts if the true class is among the k largest logits.
#ifndef STRIDE_EVAL_METRICS_TOP_K_H_
#define STRIDE_EVAL_METRICS_TOP_K_H_

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace stride {

// logits: [N, K], floating point. labels: int64 [N], classes in [0, K). 1 <= k; a k above K is K.
// Returns how many of the N labels are among the k largest logits; of equal logits the lower class
// ranks first, so that a model that says nothing gets no credit. Throws c10::Error.
int64_t CountTopK(const at::Tensor& logits, const at::Tensor& labels, int64_t k);

}  // namespace stride

#endif  // STRIDE_EVAL_METRICS_TOP_K_H_
