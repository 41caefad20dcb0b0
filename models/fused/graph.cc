#include "stride/models/fused/graph.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <map>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/torch_error.h"

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

// Follows the classifier on two images: batch norm needs more than one value a channel.
std::shared_ptr<torch::jit::Graph> TraceOnce(Classifier& classifier,
                                             const std::vector<NamedTensor>& state) {
  const c10::NoGradGuard no_grad;
  const GeneratorScope generator;
  std::vector<at::Tensor> buffers;
  for (const NamedTensor& buffer : classifier.Buffers()) buffers.push_back(buffer.tensor.clone());
  const bool training = classifier.training();
  classifier.SetTraining(true);
  const ImageShape& shape = classifier.input_shape();
  torch::jit::Stack inputs = {at::zeros({2, shape.channels, shape.height, shape.width})};
  for (const NamedTensor& item : state) inputs.emplace_back(item.tensor);
  const auto forward = [&classifier](torch::jit::Stack stack) -> torch::jit::Stack {
    return {classifier.Forward(stack[0].toTensor())};
  };
  const auto traced = torch::jit::tracer::trace(std::move(inputs), forward,
                                                [](const at::Tensor&) { return std::string(); });
  classifier.TakeAuxiliaryLogits();
  classifier.SetTraining(training);
  for (size_t i = 0; i < buffers.size(); ++i) classifier.Buffers()[i].tensor.copy_(buffers[i]);
  return traced.first->graph;
}

class Reader {
 public:
  Reader(const torch::jit::Graph& graph, const std::vector<NamedTensor>& state) {
    values_[graph.inputs()[0]] = 0;
    for (size_t i = 0; i < state.size(); ++i) tensors_[graph.inputs()[i + 1]] = state[i].tensor;
  }

  absl::Status Read(Node* node) {
    const std::string name = node->kind().toQualString();
    if (name == "aten::t" && TensorOf(node->input(0)).defined()) {  // of a dense layer's weight
      tensors_[node->output(0)] = TensorOf(node->input(0));
      return absl::OkStatus();
    }
    const size_t images = name == "aten::addmm" ? 1 : 0;
    if (node->inputs().size() <= images || values_.count(node->input(images)) == 0) {
      return Skip(node);
    }
    if (name == "aten::to") {  // float32 on the CPU already
      values_[node->output(0)] = values_[node->input(0)];
      return absl::OkStatus();
    }
    GraphOp op;
    op.inputs = {values_[node->input(images)]};
    STRIDE_RETURN_IF_ERROR(Fill(node, name, op));
    const auto sizes = node->output(0)->type()->expect<c10::TensorType>()->sizes().concrete_sizes();
    if (!sizes.has_value()) return Unknown(name);
    op.sizes.assign(sizes->begin() + 1, sizes->end());
    graph_.ops.push_back(std::move(op));
    values_[node->output(0)] = static_cast<int>(graph_.ops.size());
    return absl::OkStatus();
  }

  absl::StatusOr<Graph> Finish(const Value* output) {
    const auto found = values_.find(output);
    if (found == values_.end() || found->second != static_cast<int>(graph_.ops.size())) {
      return Unknown("a network that does not end with its logits");
    }
    return std::move(graph_);
  }

 private:
  static absl::Status Unknown(const std::string& what) {
    return absl::UnimplementedError(absl::StrCat("a fused graph cannot hold ", what));
  }

  // Constants, lists and counters are read where they are used; what computes from images must be
  // understood.
  absl::Status Skip(const Node* node) const {
    for (const Value* input : node->inputs()) {
      if (values_.count(input) != 0) return Unknown(node->kind().toQualString());
    }
    return absl::OkStatus();
  }

  at::Tensor TensorOf(const Value* value) const {
    const auto found = tensors_.find(value);
    return found == tensors_.end() ? at::Tensor() : found->second;
  }

  static std::array<int64_t, 2> Pair(const Value* value) {
    std::vector<int64_t> numbers;
    if (const auto list = torch::jit::constant_as<c10::List<int64_t>>(value)) {
      numbers = list->vec();
    } else {
      for (const Value* item : value->node()->inputs()) {
        numbers.push_back(torch::jit::constant_as<int64_t>(item).value());
      }
    }
    if (numbers.empty()) return {0, 0};
    return {numbers.front(), numbers.back()};
  }
  template <typename T>
  static T Constant(const Value* value) {
    return torch::jit::constant_as<T>(value).value();
  }

  absl::Status Fill(Node* node, const std::string& name, GraphOp& op) {
    const auto in = node->inputs();
    if (name == "aten::relu" || name == "aten::relu_") {
      op.kind = GraphOpKind::kRelu;
    } else if (name == "aten::_convolution" || name == "aten::convolution") {
      if (Constant<bool>(in[6])) return Unknown("a transposed convolution");
      FillConvolution(in, op);
      op.groups = Constant<int64_t>(in[8]);
    } else if (name == "aten::conv2d") {
      FillConvolution(in, op);
      op.groups = Constant<int64_t>(in[6]);
    } else if (name == "aten::batch_norm") {
      op.kind = GraphOpKind::kBatchNorm;
      for (int i = 1; i <= 4; ++i) op.tensors.push_back(TensorOf(in[i]));
      for (const at::Tensor& tensor : op.tensors) {
        if (!tensor.defined()) return Unknown("a batch norm without parameters or statistics");
      }
      op.momentum = Constant<double>(in[6]);
      op.epsilon = Constant<double>(in[7]);
    } else if (name == "aten::add" || name == "aten::add_") {
      if (values_.count(in[1]) == 0 || Constant<int64_t>(in[2]) != 1) return Unknown(name);
      op.kind = GraphOpKind::kAdd;
      op.inputs.push_back(values_[in[1]]);
    } else if (name == "aten::max_pool2d") {
      op.kind = GraphOpKind::kMaxPool;
      FillPooling(in, op);
      op.dilation = Pair(in[4]);
      op.ceil_mode = Constant<bool>(in[5]);
    } else if (name == "aten::avg_pool2d") {
      op.kind = GraphOpKind::kAveragePool;
      FillPooling(in, op);
      op.ceil_mode = Constant<bool>(in[4]);
      op.count_padding = Constant<bool>(in[5]);
    } else if (name == "aten::adaptive_avg_pool2d") {
      if (Pair(in[1]) != std::array<int64_t, 2>{1, 1}) return Unknown("adaptive pooling to more");
      op.kind = GraphOpKind::kGlobalAveragePool;
    } else if (name == "aten::flatten") {
      op.kind = GraphOpKind::kFlatten;
    } else if (name == "aten::addmm") {
      op.kind = GraphOpKind::kLinear;
      op.tensors = {TensorOf(in[2]), TensorOf(in[0])};
      if (!op.tensors[0].defined()) return Unknown(name);
    } else if (name == "aten::dropout" || name == "aten::dropout_") {
      op.kind = GraphOpKind::kDropout;
      op.dropout = Constant<double>(in[1]);
    } else {
      return Unknown(name);
    }
    return absl::OkStatus();
  }

  void FillConvolution(at::ArrayRef<Value*> in, GraphOp& op) const {
    op.kind = GraphOpKind::kConvolution;
    op.tensors = {TensorOf(in[1]), TensorOf(in[2])};
    op.kernel = {op.tensors[0].size(2), op.tensors[0].size(3)};
    op.stride = Pair(in[3]);
    op.padding = Pair(in[4]);
    op.dilation = Pair(in[5]);
  }

  static void FillPooling(at::ArrayRef<Value*> in, GraphOp& op) {
    op.kernel = Pair(in[1]);
    op.stride = Pair(in[2]);
    if (op.stride[0] == 0) op.stride = op.kernel;
    op.padding = Pair(in[3]);
  }

  std::map<const Value*, int> values_;
  std::map<const Value*, at::Tensor> tensors_;
  Graph graph_;
};

}  // namespace

absl::StatusOr<Graph> ReadGraph(Classifier& classifier) {
  const std::vector<NamedTensor> state = StateTensors(classifier);
  STRIDE_ASSIGN_OR_RETURN(const auto traced, CatchTorchErrors(classifier.name(), [&] {
                            return TraceOnce(classifier, state);
                          }));
  Reader reader(*traced, state);
  for (Node* node : traced->nodes()) STRIDE_RETURN_IF_ERROR(reader.Read(node));
  return reader.Finish(traced->outputs()[0]);
}

}  // namespace stride
