#include "stride/models/fused/inference/inference_graph.h"

#include <c10/core/GradMode.h>

#include <map>
#include <utility>

namespace stride {
namespace {

bool IsActivation(GraphOpKind kind) {
  switch (kind) {
    case GraphOpKind::kRelu:
    case GraphOpKind::kGelu:
    case GraphOpKind::kSigmoid:
    case GraphOpKind::kSilu:
    case GraphOpKind::kHardsigmoid:
    case GraphOpKind::kHardswish:
    case GraphOpKind::kClip:
      return true;
    default:
      return false;
  }
}

bool TakesActivation(const GraphOp& op, GraphOpKind activation) {
  switch (op.kind) {
    case GraphOpKind::kConvolution:
    case GraphOpKind::kLinear:
    case GraphOpKind::kAdd:
    case GraphOpKind::kMultiply:
      return true;
    case GraphOpKind::kBatchNorm:
      return activation == GraphOpKind::kRelu;
    default:
      return false;
  }
}

// The norm is x * scale + shift, a scale and a shift a channel.
void FoldNorm(const GraphOp& norm, GraphOp& convolution) {
  const at::Tensor scale = norm.tensors[0].div(norm.tensors[3].add(norm.epsilon).sqrt());
  const at::Tensor shift = norm.tensors[1].sub(norm.tensors[2].mul(scale));
  at::Tensor& weight = convolution.tensors[0];
  at::Tensor& bias = convolution.tensors[1];
  weight = weight.mul(scale.view({-1, 1, 1, 1}));
  bias = bias.defined() ? bias.mul(scale).add(shift) : shift;
}

class Folder {
 public:
  explicit Folder(const Graph& graph)
      : graph_(graph), readers_(graph.ops.size() + 1), held_(graph.ops.size()) {
    for (size_t i = 0; i < graph.ops.size(); ++i) {
      for (const int input : graph.ops[i].inputs) readers_[input].push_back(i);
    }
  }

  InferenceGraph Fold() {
    for (size_t i = 0; i < graph_.ops.size(); ++i) {
      if (!held_[i]) AddOp(i);
    }
    InferenceGraph folded;
    folded.values = static_cast<int>(graph_.ops.size()) + 1;
    for (auto& [last, op] : ops_) folded.ops.push_back(std::move(op));
    return folded;
  }

 private:
  // Operation `i` and what it can hold of those that follow.
  void AddOp(size_t i) {
    InferenceOp made;
    made.op = graph_.ops[i];
    for (at::Tensor& tensor : made.op.tensors) {
      if (tensor.defined()) tensor = tensor.detach().to(at::kFloat, false, /*copy=*/true);
    }
    const bool convolution = made.op.kind == GraphOpKind::kConvolution;
    if (convolution && Follows(i, GraphOpKind::kBatchNorm)) {
      i = Hold(i);
      FoldNorm(graph_.ops[i], made.op);
    }
    if (convolution && Follows(i, GraphOpKind::kAdd)) {
      const int own = static_cast<int>(i) + 1;
      i = Hold(i);
      const std::vector<int>& operands = graph_.ops[i].inputs;
      made.addend = operands[0] == own ? operands[1] : operands[0];
    }
    if (const GraphOp* next = OnlyReader(i);
        next != nullptr && IsActivation(next->kind) && TakesActivation(made.op, next->kind)) {
      i = Hold(i);
      made.activation = *next;
    }
    made.output = static_cast<int>(i) + 1;
    ops_[i] = std::move(made);
  }

  // Null where the value of operation `i` has several readers, or one that is held already.
  const GraphOp* OnlyReader(size_t i) const {
    const std::vector<size_t>& readers = readers_[i + 1];
    return readers.size() == 1 && !held_[readers[0]] ? &graph_.ops[readers[0]] : nullptr;
  }

  bool Follows(size_t i, GraphOpKind kind) const {
    const GraphOp* next = OnlyReader(i);
    return next != nullptr && next->kind == kind;
  }

  // The only reader of operation `i`'s value, from now on held.
  size_t Hold(size_t i) {
    held_[readers_[i + 1][0]] = true;
    return readers_[i + 1][0];
  }

  const Graph& graph_;
  std::vector<std::vector<size_t>> readers_;  // operations that take each value
  std::vector<bool> held_;                    // by an operation before
  std::map<size_t, InferenceOp> ops_;         // by the last operation that each holds
};

}  // namespace

InferenceGraph FoldGraph(const Graph& graph) {
  const c10::NoGradGuard no_grad;
  return Folder(graph).Fold();
}

}  // namespace stride
