#include "stride/models/fused/graph.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/ir/ir.h>

#include <map>
#include <mutex>
#include <utility>

#include "stride/data/base/status_macros.h"
#include "stride/models/core/torch_error.h"
#include "stride/models/fused/read_op.h"

namespace stride {
namespace {

using torch::jit::Node;
using torch::jit::Value;

// The default generator's state, put back at the end.
class GeneratorScope {
 public:
  GeneratorScope() : generator_(at::detail::getDefaultCPUGenerator()) {
    const std::lock_guard<std::mutex> lock(generator_.mutex());
    state_ = generator_.get_state();
  }
  ~GeneratorScope() {
    const std::lock_guard<std::mutex> lock(generator_.mutex());
    generator_.set_state(state_);
  }

 private:
  at::Generator generator_;
  at::Tensor state_;
};

// A classifier's mode and buffers, put back at the end.
class StateScope {
 public:
  explicit StateScope(Classifier& classifier)
      : classifier_(classifier), training_(classifier.training()) {
    for (const NamedTensor& buffer : classifier.Buffers())
      buffers_.push_back(buffer.tensor.clone());
  }
  ~StateScope() {
    const std::vector<NamedTensor> buffers = classifier_.Buffers();
    for (size_t i = 0; i < buffers_.size(); ++i) buffers[i].tensor.copy_(buffers_[i]);
    classifier_.TakeAuxiliaryLogits();
    classifier_.SetTraining(training_);
  }

 private:
  Classifier& classifier_;
  const bool training_;
  std::vector<at::Tensor> buffers_;
};

std::shared_ptr<torch::jit::Graph> TraceOnce(Classifier& classifier,
                                             const std::vector<NamedTensor>& state, GraphMode mode,
                                             int64_t images) {
  const c10::NoGradGuard no_grad;
  const GeneratorScope generator;
  const StateScope before(classifier);
  classifier.SetTraining(mode == GraphMode::kTraining);
  const ImageShape& shape = classifier.input_shape();
  torch::jit::Stack inputs = {at::zeros({images, shape.channels, shape.height, shape.width})};
  for (const NamedTensor& item : state) inputs.emplace_back(item.tensor);
  const auto forward = [&classifier](torch::jit::Stack stack) -> torch::jit::Stack {
    return {classifier.Forward(stack[0].toTensor())};
  };
  const auto traced = torch::jit::tracer::trace(std::move(inputs), forward,
                                                [](const at::Tensor&) { return std::string(); });
  return traced.first->graph;
}

// Of no images, which costs nothing, where the mode and the network take that: batch norm trains on
// more than one value a channel, and some reshape what is there.
absl::StatusOr<std::shared_ptr<torch::jit::Graph>> TraceGraph(Classifier& classifier,
                                                              const std::vector<NamedTensor>& state,
                                                              GraphMode mode) {
  const auto trace = [&](int64_t images) {
    return CatchTorchErrors(classifier.name(),
                            [&] { return TraceOnce(classifier, state, mode, images); });
  };
  if (mode == GraphMode::kTraining) return trace(2);
  auto traced = trace(0);
  return traced.ok() ? std::move(traced) : trace(1);
}

class Reader {
 public:
  Reader(const torch::jit::Graph& graph, const std::vector<NamedTensor>& state) {
    values_[graph.inputs()[0]] = 0;
    for (size_t i = 0; i < state.size(); ++i) tensors_[graph.inputs()[i + 1]] = state[i].tensor;
  }

  absl::Status Read(Node* node) {
    const std::string name = node->kind().toQualString();
    if (name == "aten::t" && tensors_.count(node->input(0)) != 0) {  // of a dense layer's weight
      tensors_[node->output(0)] = tensors_[node->input(0)];
      return absl::OkStatus();
    }
    GraphOp op;
    AddMaps(node, op.inputs);
    // Constants, lists and counters are read where they are used.
    if (op.inputs.empty() || name == "prim::ListConstruct") return absl::OkStatus();
    if (name == "aten::to" || IsIdleDropout(*node)) {  // float32 on the CPU already
      values_[node->output(0)] = op.inputs[0];
      return absl::OkStatus();
    }
    STRIDE_RETURN_IF_ERROR(ReadOp(*node, tensors_, op));
    const auto sizes = node->output(0)->type()->expect<c10::TensorType>()->sizes().concrete_sizes();
    if (!sizes.has_value()) return UnknownOp(name);
    op.sizes.assign(sizes->begin() + 1, sizes->end());
    graph_.ops.push_back(std::move(op));
    values_[node->output(0)] = static_cast<int>(graph_.ops.size());
    return absl::OkStatus();
  }

  absl::StatusOr<Graph> Finish(const Value* output) {
    const auto found = values_.find(output);
    if (found == values_.end() || found->second != static_cast<int>(graph_.ops.size())) {
      return UnknownOp("a network that does not end with its logits");
    }
    return std::move(graph_);
  }

 private:
  // The values among a node's inputs, and in lists of them.
  void AddMaps(const Node* node, std::vector<int>& maps) const {
    for (const Value* input : node->inputs()) {
      const auto found = values_.find(input);
      if (found != values_.end()) {
        maps.push_back(found->second);
      } else if (input->node()->kind() == c10::prim::ListConstruct) {
        AddMaps(input->node(), maps);
      }
    }
  }

  std::map<const Value*, int> values_;
  TensorMap tensors_;
  Graph graph_;
};

}  // namespace

absl::StatusOr<Graph> ReadGraph(Classifier& classifier, GraphMode mode) {
  const std::vector<NamedTensor> state = StateTensors(classifier);
  STRIDE_ASSIGN_OR_RETURN(const auto traced, TraceGraph(classifier, state, mode));
  Reader reader(*traced, state);
  for (Node* node : traced->nodes()) STRIDE_RETURN_IF_ERROR(reader.Read(node));
  return reader.Finish(traced->outputs()[0]);
}

}  // namespace stride
