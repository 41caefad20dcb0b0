// A network of evaluation on oneDNN's own primitives, for batches of one size in one precision.
//
// Weights are re-ordered when the plan is made; maps stay in the layouts that the primitives prefer
// and share one block of memory. bf16: maps and weights are bfloat16, sums float32.
#ifndef STRIDE_MODELS_FUSED_INFERENCE_INFERENCE_PLAN_H_
#define STRIDE_MODELS_FUSED_INFERENCE_INFERENCE_PLAN_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "stride/models/core/precision.h"
#include "stride/models/core/shape.h"
#include "stride/models/fused/inference/inference_graph.h"

namespace stride {

// Not thread-safe: one thread at a time calls it.
class InferencePlan {
 public:
  // Keeps nothing of `graph`. Unimplemented where oneDNN has no primitive for an operation.
  static absl::StatusOr<std::unique_ptr<InferencePlan>> Create(const InferenceGraph& graph,
                                                               const ImageShape& input,
                                                               int64_t batch, Precision precision);
  virtual ~InferencePlan() = default;

  // images: float32 [batch, C, H, W], any strides. Returns logits: float32 [batch, K]. Throws
  // c10::Error.
  virtual at::Tensor Run(const at::Tensor& images) = 0;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_INFERENCE_INFERENCE_PLAN_H_
