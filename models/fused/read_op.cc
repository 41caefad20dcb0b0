#include "stride/models/fused/read_op.h"

#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

using torch::jit::Node;
using torch::jit::Value;

absl::Status Unknown(const Node& node) { return UnknownOp(node.kind().toQualString()); }

at::Tensor TensorOf(const TensorMap& tensors, const Value* value) {
  const auto found = tensors.find(value);
  return found == tensors.end() ? at::Tensor() : found->second;
}

template <typename T>
T Constant(const Value* value) {
  return torch::jit::constant_as<T>(value).value();
}

bool IsNoneOr(int64_t number, const Value* value) {
  const auto constant = torch::jit::toIValue(value);
  return constant.has_value() &&
         (constant->isNone() || (constant->isInt() && constant->toInt() == number));
}

std::vector<int64_t> Numbers(const Value* value) {
  if (const auto list = torch::jit::constant_as<c10::List<int64_t>>(value)) return list->vec();
  std::vector<int64_t> numbers;
  for (const Value* item : value->node()->inputs()) numbers.push_back(Constant<int64_t>(item));
  return numbers;
}

std::array<int64_t, 2> Pair(const Value* value) {
  const std::vector<int64_t> numbers = Numbers(value);
  if (numbers.empty()) return {0, 0};
  return {numbers.front(), numbers.back()};
}

template <GraphOpKind kind>
absl::Status FillKind(const Node& /*node*/, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = kind;
  return absl::OkStatus();
}

absl::Status FillClip(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kClip;
  op.low = torch::jit::toIValue(node.input(1))->toScalar().toDouble();
  op.high = torch::jit::toIValue(node.input(2))->toScalar().toDouble();
  return absl::OkStatus();
}

absl::Status FillGelu(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kGelu;
  return Constant<std::string>(node.input(1)) == "none" ? absl::OkStatus() : Unknown(node);
}

absl::Status FillConvolution(const Node& node, const TensorMap& tensors, GraphOp& op) {
  const auto in = node.inputs();
  if (Constant<bool>(in[6])) return UnknownOp("a transposed convolution");
  op.kind = GraphOpKind::kConvolution;
  op.tensors = {TensorOf(tensors, in[1]), TensorOf(tensors, in[2])};
  op.kernel = {op.tensors[0].size(2), op.tensors[0].size(3)};
  op.stride = Pair(in[3]);
  op.padding = Pair(in[4]);
  op.dilation = Pair(in[5]);
  op.groups = Constant<int64_t>(in[8]);
  return absl::OkStatus();
}

absl::Status FillBatchNorm(const Node& node, const TensorMap& tensors, GraphOp& op) {
  const auto in = node.inputs();
  op.kind = GraphOpKind::kBatchNorm;
  for (int i = 1; i <= 4; ++i) {
    op.tensors.push_back(TensorOf(tensors, in[i]));
    if (!op.tensors.back().defined()) {
      return UnknownOp("a batch norm without parameters or statistics");
    }
  }
  op.momentum = Constant<double>(in[6]);
  op.epsilon = Constant<double>(in[7]);
  return absl::OkStatus();
}

absl::Status FillAdd(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kAdd;
  const bool sum = op.inputs.size() == 2 && Constant<int64_t>(node.input(2)) == 1;
  return sum ? absl::OkStatus() : Unknown(node);
}

absl::Status FillMultiply(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kMultiply;
  return op.inputs.size() == 2 ? absl::OkStatus() : Unknown(node);
}

absl::Status FillConcat(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kConcat;
  return Constant<int64_t>(node.input(1)) == 1 ? absl::OkStatus() : Unknown(node);
}

// Of the channels alone, with zeros, at their end.
absl::Status FillPadding(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kPadChannels;
  const std::vector<int64_t> sides = Numbers(node.input(1));  // from the last dimension on
  const auto value = torch::jit::toIValue(node.input(2));
  const bool behind = sides.size() == 6 && sides[5] > 0 &&
                      std::all_of(sides.begin(), sides.end() - 1, [](int64_t n) { return n == 0; });
  return behind && value.has_value() && value->isScalar() && value->toScalar().toDouble() == 0
             ? absl::OkStatus()
             : Unknown(node);
}

// Every step-th row or column: a pooling of windows of one pixel.
absl::Status FillSlice(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kAveragePool;
  const auto dimension = Constant<int64_t>(node.input(1));
  const auto step = Constant<int64_t>(node.input(4));
  const bool all = (dimension == 2 || dimension == 3) && IsNoneOr(0, node.input(2)) &&
                   IsNoneOr(std::numeric_limits<int64_t>::max(), node.input(3));
  if (!all) return Unknown(node);
  op.stride[dimension - 2] = step;
  return absl::OkStatus();
}

void FillPooling(at::ArrayRef<const Value*> in, GraphOp& op) {
  op.kernel = Pair(in[1]);
  op.stride = Pair(in[2]);
  if (op.stride[0] == 0) op.stride = op.kernel;
  op.padding = Pair(in[3]);
}

absl::Status FillMaxPool(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  const auto in = node.inputs();
  op.kind = GraphOpKind::kMaxPool;
  FillPooling(in, op);
  op.dilation = Pair(in[4]);
  op.ceil_mode = Constant<bool>(in[5]);
  return absl::OkStatus();
}

absl::Status FillAveragePool(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  const auto in = node.inputs();
  op.kind = GraphOpKind::kAveragePool;
  FillPooling(in, op);
  op.ceil_mode = Constant<bool>(in[4]);
  op.count_padding = Constant<bool>(in[5]);
  return absl::OkStatus();
}

// To 1x1, or to a size that divides the maps'.
absl::Status FillAdaptivePool(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kGlobalAveragePool;
  const std::array<int64_t, 2> out = Pair(node.input(1));
  if (out == std::array<int64_t, 2>{1, 1}) return absl::OkStatus();
  op.kind = GraphOpKind::kAveragePool;
  const auto sizes = node.input(0)->type()->expect<c10::TensorType>()->sizes().concrete_sizes();
  for (size_t i = 0; i < 2; ++i) {
    if (!sizes.has_value() || (*sizes)[i + 2] % out[i] != 0) {
      return UnknownOp("adaptive pooling in unequal windows");
    }
    op.kernel[i] = (*sizes)[i + 2] / out[i];
  }
  op.stride = op.kernel;
  return absl::OkStatus();
}

absl::Status FillLinear(const Node& node, const TensorMap& tensors, GraphOp& op) {
  op.kind = GraphOpKind::kLinear;
  op.tensors = {TensorOf(tensors, node.input(2)), TensorOf(tensors, node.input(0))};
  return op.tensors[0].defined() ? absl::OkStatus() : Unknown(node);
}

// A dense layer without a bias: times the transposed weight.
absl::Status FillMatmul(const Node& node, const TensorMap& tensors, GraphOp& op) {
  op.kind = GraphOpKind::kLinear;
  op.tensors = {TensorOf(tensors, node.input(1)), at::Tensor()};
  const bool transposed = node.input(1)->node()->kind() == c10::aten::t;
  return op.tensors[0].defined() && transposed ? absl::OkStatus() : Unknown(node);
}

absl::Status FillDropout(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kDropout;
  op.dropout = Constant<double>(node.input(1));
  return absl::OkStatus();
}

absl::Status FillDivision(const Node& node, const TensorMap& /*tensors*/, GraphOp& op) {
  op.kind = GraphOpKind::kScale;
  const auto divisor = torch::jit::toIValue(node.input(1));
  if (node.inputs().size() != 2 || !divisor.has_value()) return Unknown(node);
  if (divisor->isTensor() && divisor->toTensor().numel() == 1) {
    op.scale = 1 / divisor->toTensor().item<double>();
  } else if (divisor->isScalar()) {
    op.scale = 1 / divisor->toScalar().toDouble();
  } else {
    return Unknown(node);
  }
  return absl::OkStatus();
}

using Filler = absl::Status (*)(const Node&, const TensorMap&, GraphOp&);

const std::map<std::string, Filler>& Fillers() {
  static const auto& fillers = *new std::map<std::string, Filler>{
      {"aten::_convolution", FillConvolution},
      {"aten::adaptive_avg_pool2d", FillAdaptivePool},
      {"aten::add", FillAdd},
      {"aten::add_", FillAdd},
      {"aten::addmm", FillLinear},
      {"aten::avg_pool2d", FillAveragePool},
      {"aten::batch_norm", FillBatchNorm},
      {"aten::cat", FillConcat},
      {"aten::constant_pad_nd", FillPadding},
      {"aten::convolution", FillConvolution},
      {"aten::div", FillDivision},
      {"aten::dropout", FillDropout},
      {"aten::dropout_", FillDropout},
      {"aten::flatten", FillKind<GraphOpKind::kFlatten>},
      {"aten::gelu", FillGelu},
      {"aten::hardsigmoid", FillKind<GraphOpKind::kHardsigmoid>},
      {"aten::hardswish", FillKind<GraphOpKind::kHardswish>},
      {"aten::hardtanh", FillClip},
      {"aten::hardtanh_", FillClip},
      {"aten::matmul", FillMatmul},
      {"aten::max_pool2d", FillMaxPool},
      {"aten::mul", FillMultiply},
      {"aten::relu", FillKind<GraphOpKind::kRelu>},
      {"aten::relu_", FillKind<GraphOpKind::kRelu>},
      {"aten::sigmoid", FillKind<GraphOpKind::kSigmoid>},
      {"aten::silu", FillKind<GraphOpKind::kSilu>},
      {"aten::slice", FillSlice},
  };
  return fillers;
}

}  // namespace

absl::Status UnknownOp(const std::string& what) {
  return absl::UnimplementedError(absl::StrCat("a fused graph cannot hold ", what));
}

bool IsIdleDropout(const Node& node) {
  const std::string name = node.kind().toQualString();
  return (name == "aten::dropout" || name == "aten::dropout_") && !Constant<bool>(node.input(2));
}

absl::Status ReadOp(const Node& node, const TensorMap& tensors, GraphOp& op) {
  const std::string name = node.kind().toQualString();
  const auto fill = Fillers().find(name);
  return fill == Fillers().end() ? UnknownOp(name) : fill->second(node, tensors, op);
}

}  // namespace stride
