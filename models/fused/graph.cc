#include "stride/models/fused/graph.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <limits>
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
    GraphOp op;
    AddMaps(node, op.inputs);
    // Constants, lists and counters are read where they are used.
    if (op.inputs.empty() || name == "prim::ListConstruct") return absl::OkStatus();
    if (name == "aten::to") {  // float32 on the CPU already
      values_[node->output(0)] = op.inputs[0];
      return absl::OkStatus();
    }
    const auto fill = Fillers().find(name);
    if (fill == Fillers().end()) return Unknown(name);
    STRIDE_RETURN_IF_ERROR((this->*fill->second)(node, op));
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
  using Inputs = at::ArrayRef<const Value*>;
  using Filler = absl::Status (Reader::*)(const Node*, GraphOp&) const;

  static const std::map<std::string, Filler>& Fillers() {
    static const auto& fillers = *new std::map<std::string, Filler>{
        {"aten::_convolution", &Reader::FillConvolution},
        {"aten::adaptive_avg_pool2d", &Reader::FillGlobalPool},
        {"aten::add", &Reader::FillAdd},
        {"aten::add_", &Reader::FillAdd},
        {"aten::addmm", &Reader::FillLinear},
        {"aten::avg_pool2d", &Reader::FillAveragePool},
        {"aten::batch_norm", &Reader::FillBatchNorm},
        {"aten::cat", &Reader::FillConcat},
        {"aten::constant_pad_nd", &Reader::FillPadding},
        {"aten::convolution", &Reader::FillConvolution},
        {"aten::dropout", &Reader::FillDropout},
        {"aten::dropout_", &Reader::FillDropout},
        {"aten::flatten", &Reader::FillFlatten},
        {"aten::max_pool2d", &Reader::FillMaxPool},
        {"aten::relu", &Reader::FillRelu},
        {"aten::relu_", &Reader::FillRelu},
        {"aten::slice", &Reader::FillSlice},
    };
    return fillers;
  }

  static absl::Status Unknown(const std::string& what) {
    return absl::UnimplementedError(absl::StrCat("a fused graph cannot hold ", what));
  }
  static absl::Status Unknown(const Node* node) { return Unknown(node->kind().toQualString()); }

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

  at::Tensor TensorOf(const Value* value) const {
    const auto found = tensors_.find(value);
    return found == tensors_.end() ? at::Tensor() : found->second;
  }

  static std::vector<int64_t> Numbers(const Value* value) {
    if (const auto list = torch::jit::constant_as<c10::List<int64_t>>(value)) return list->vec();
    std::vector<int64_t> numbers;
    for (const Value* item : value->node()->inputs()) numbers.push_back(Constant<int64_t>(item));
    return numbers;
  }
  static std::array<int64_t, 2> Pair(const Value* value) {
    const std::vector<int64_t> numbers = Numbers(value);
    if (numbers.empty()) return {0, 0};
    return {numbers.front(), numbers.back()};
  }
  template <typename T>
  static T Constant(const Value* value) {
    return torch::jit::constant_as<T>(value).value();
  }

  absl::Status FillRelu(const Node* /*node*/, GraphOp& op) const {
    op.kind = GraphOpKind::kRelu;
    return absl::OkStatus();
  }

  absl::Status FillFlatten(const Node* /*node*/, GraphOp& op) const {
    op.kind = GraphOpKind::kFlatten;
    return absl::OkStatus();
  }

  absl::Status FillConvolution(const Node* node, GraphOp& op) const {
    const Inputs in = node->inputs();
    if (Constant<bool>(in[6])) return Unknown("a transposed convolution");
    op.kind = GraphOpKind::kConvolution;
    op.tensors = {TensorOf(in[1]), TensorOf(in[2])};
    op.kernel = {op.tensors[0].size(2), op.tensors[0].size(3)};
    op.stride = Pair(in[3]);
    op.padding = Pair(in[4]);
    op.dilation = Pair(in[5]);
    op.groups = Constant<int64_t>(in[8]);
    return absl::OkStatus();
  }

  absl::Status FillBatchNorm(const Node* node, GraphOp& op) const {
    const Inputs in = node->inputs();
    op.kind = GraphOpKind::kBatchNorm;
    for (int i = 1; i <= 4; ++i) {
      op.tensors.push_back(TensorOf(in[i]));
      if (!op.tensors.back().defined()) {
        return Unknown("a batch norm without parameters or statistics");
      }
    }
    op.momentum = Constant<double>(in[6]);
    op.epsilon = Constant<double>(in[7]);
    return absl::OkStatus();
  }

  absl::Status FillAdd(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kAdd;
    const bool sum = op.inputs.size() == 2 && Constant<int64_t>(node->input(2)) == 1;
    return sum ? absl::OkStatus() : Unknown(node);
  }

  absl::Status FillConcat(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kConcat;
    return Constant<int64_t>(node->input(1)) == 1 ? absl::OkStatus() : Unknown(node);
  }

  // Of the channels alone, with zeros, at their end.
  absl::Status FillPadding(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kPadChannels;
    const std::vector<int64_t> sides = Numbers(node->input(1));  // from the last dimension on
    const auto value = torch::jit::toIValue(node->input(2));
    const bool behind =
        sides.size() == 6 && sides[5] > 0 &&
        std::all_of(sides.begin(), sides.end() - 1, [](int64_t n) { return n == 0; });
    return behind && value->isScalar() && value->toScalar().toDouble() == 0 ? absl::OkStatus()
                                                                            : Unknown(node);
  }

  // Every step-th row or column: a pooling of windows of one pixel.
  absl::Status FillSlice(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kAveragePool;
    const auto dimension = Constant<int64_t>(node->input(1));
    const auto step = Constant<int64_t>(node->input(4));
    const bool all = (dimension == 2 || dimension == 3) && Constant<int64_t>(node->input(2)) == 0 &&
                     Constant<int64_t>(node->input(3)) == std::numeric_limits<int64_t>::max();
    if (!all) return Unknown(node);
    op.stride[dimension - 2] = step;
    return absl::OkStatus();
  }

  static void FillPooling(Inputs in, GraphOp& op) {
    op.kernel = Pair(in[1]);
    op.stride = Pair(in[2]);
    if (op.stride[0] == 0) op.stride = op.kernel;
    op.padding = Pair(in[3]);
  }

  absl::Status FillMaxPool(const Node* node, GraphOp& op) const {
    const Inputs in = node->inputs();
    op.kind = GraphOpKind::kMaxPool;
    FillPooling(in, op);
    op.dilation = Pair(in[4]);
    op.ceil_mode = Constant<bool>(in[5]);
    return absl::OkStatus();
  }

  absl::Status FillAveragePool(const Node* node, GraphOp& op) const {
    const Inputs in = node->inputs();
    op.kind = GraphOpKind::kAveragePool;
    FillPooling(in, op);
    op.ceil_mode = Constant<bool>(in[4]);
    op.count_padding = Constant<bool>(in[5]);
    return absl::OkStatus();
  }

  absl::Status FillGlobalPool(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kGlobalAveragePool;
    const bool global = Pair(node->input(1)) == std::array<int64_t, 2>{1, 1};
    return global ? absl::OkStatus() : Unknown("adaptive pooling to more than 1x1");
  }

  absl::Status FillLinear(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kLinear;
    op.tensors = {TensorOf(node->input(2)), TensorOf(node->input(0))};
    return op.tensors[0].defined() ? absl::OkStatus() : Unknown(node);
  }

  absl::Status FillDropout(const Node* node, GraphOp& op) const {
    op.kind = GraphOpKind::kDropout;
    op.dropout = Constant<double>(node->input(1));
    return absl::OkStatus();
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
