// How each kind of operation becomes calls of oneDNN's primitives.
//
// Each takes values of `calls` and returns the one that it makes. Throws dnnl::error where oneDNN
// has no such primitive.
#ifndef STRIDE_MODELS_FUSED_INFERENCE_ADD_OP_H_
#define STRIDE_MODELS_FUSED_INFERENCE_ADD_OP_H_

#include <optional>
#include <vector>

#include "stride/models/fused/inference/call_list.h"
#include "stride/models/fused/inference/inference_graph.h"

namespace stride {

// Scratch memory of the caller's; `sum`: the result is added to what is in its memory; then the
// activation.
dnnl::primitive_attr Attributes(bool sum, const std::optional<GraphOp>& activation);

// Weights in the layout and type that a primitive wants.
dnnl::memory Constant(const dnnl::memory& from, const dnnl::memory::desc& to);

// `addend`: -1 for none. `reuse`: nothing else reads it, so that the result may take its place.
int AddConvolution(const InferenceOp& op, int source, int addend, bool reuse, CallList& calls);
// source: [N, C]. `result`: the type of what it makes.
int AddLinear(const InferenceOp& op, int source, dnnl::memory::data_type result, CallList& calls);
int AddBatchNorm(const InferenceOp& op, int source, CallList& calls);
int AddActivation(const GraphOp& op, int source, CallList& calls);  // or a scaling
// Sums and products.
int AddBinary(const InferenceOp& op, int left, int right, CallList& calls);
int AddPooling(const GraphOp& op, int source, CallList& calls);
int AddConcat(const std::vector<int>& sources, CallList& calls);
int AddPadChannels(const GraphOp& op, int source, CallList& calls);
int AddFlatten(int source, CallList& calls);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_INFERENCE_ADD_OP_H_
