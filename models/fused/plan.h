// A network on oneDNN's own primitives, and on passes of ours where those are faster: forward and
// backward, for batches of one size, in one precision.
//
// Maps stay in the layouts that the primitives prefer from step to step. Batch norm and its ReLU or
// GELU are one step, and so are a sum, or a dense layer, and its ReLU. All memory is there from the
// beginning. Dropout's masks follow from one number that each Forward draws from LibTorch's default
// generator; they are not LibTorch's own (dropout_mask.h).
// bf16: maps and weights are rounded to bfloat16 for convolutions and dense layers, which
// accumulate in float32; parameters, their gradients and statistics are float32.
#ifndef STRIDE_MODELS_FUSED_PLAN_H_
#define STRIDE_MODELS_FUSED_PLAN_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/precision.h"
#include "stride/models/core/shape.h"
#include "stride/models/fused/graph.h"
#include "stride/models/fused/memory_block.h"
#include "stride/models/fused/step.h"

namespace stride {

class Plan {
 public:
  // Unimplemented where oneDNN has no primitive for one of the operations.
  static absl::StatusOr<std::unique_ptr<Plan>> Create(const Graph& graph, const ImageShape& input,
                                                      int64_t batch, Precision precision);

  // images: float32 [batch, C, H, W], any strides. Returns logits [batch, classes] of the
  // precision's type. Updates the running statistics of batch norms.
  at::Tensor Forward(const at::Tensor& images);

  // Of the last Forward. gradient: that of the logits, float32 or of their type. Returns gradients
  // of parameters(), in their order, float32; undefined for those that did not require one when
  // the plan was made.
  std::vector<at::Tensor> Backward(const at::Tensor& gradient);

  const std::vector<at::Tensor>& parameters() const { return parameters_; }
  int64_t forwards() const { return forwards_; }  // so far

 private:
  Plan() = default;
  void Build(const Graph& graph, const ImageShape& input, int64_t batch, Precision precision);

  at::ScalarType type_ = at::kFloat;
  std::deque<FusedValue> values_;  // of the graph, by number; those inside a step stay empty
  int last_ = 0;                   // the value that leaves
  std::vector<std::unique_ptr<FusedStep>> steps_;
  MemoryBlock memory_;  // of values_ and steps_
  std::vector<at::Tensor> parameters_;
  int64_t forwards_ = 0;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_PLAN_H_
