// What one operation of a trace is.
#ifndef STRIDE_MODELS_FUSED_READ_OP_H_
#define STRIDE_MODELS_FUSED_READ_OP_H_

#include <ATen/core/Tensor.h>

#include <map>
#include <string>

#include "absl/status/status.h"
#include "stride/models/fused/graph.h"

namespace torch::jit {
struct Node;
struct Value;
}  // namespace torch::jit

namespace stride {

// Parameters and buffers by their values in the trace.
using TensorMap = std::map<const torch::jit::Value*, at::Tensor>;

// Unimplemented: `what` has no place in a Graph.
absl::Status UnknownOp(const std::string& what);

// Dropout of evaluation, which does nothing.
bool IsIdleDropout(const torch::jit::Node& node);

// Fills in all but `sizes`; op.inputs are there already.
absl::Status ReadOp(const torch::jit::Node& node, const TensorMap& tensors, GraphOp& op);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_READ_OP_H_
