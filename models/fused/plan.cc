#include "stride/models/fused/plan.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <string>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "stride/models/fused/plan_memory.h"

namespace stride {
namespace {

// How many operations take each value.
std::vector<int> CountReaders(const Graph& graph, size_t ops) {
  std::vector<int> readers(ops + 1);
  for (size_t i = 0; i < ops; ++i) {
    for (const int input : graph.ops[i].inputs) ++readers[input];
  }
  return readers;
}

// Whether operation `i`'s value goes to the next operation alone, and that is of this kind.
bool Follows(GraphOpKind kind, const Graph& graph, size_t i, const std::vector<int>& readers) {
  return i + 1 < graph.ops.size() && graph.ops[i + 1].kind == kind && readers[i + 1] == 1 &&
         graph.ops[i + 1].inputs[0] == static_cast<int>(i + 1);
}

NormActivation ActivationOf(bool relu, bool gelu) {
  if (gelu) return NormActivation::kGelu;
  return relu ? NormActivation::kRelu : NormActivation::kNone;
}

bool Trains(const FusedStep& step, const std::vector<FusedValue*>& inputs) {
  return std::any_of(step.parameters.begin(), step.parameters.end(),
                     [](const at::Tensor& parameter) { return parameter.requires_grad(); }) ||
         std::any_of(inputs.begin(), inputs.end(),
                     [](const FusedValue* input) { return static_cast<bool>(input->gradient); });
}

bool IsForInferenceAlone(GraphOpKind kind) {
  return kind == GraphOpKind::kSigmoid || kind == GraphOpKind::kSilu ||
         kind == GraphOpKind::kHardsigmoid || kind == GraphOpKind::kHardswish ||
         kind == GraphOpKind::kClip || kind == GraphOpKind::kMultiply;
}

bool TakesMaps(GraphOpKind kind) {
  return kind == GraphOpKind::kConvolution || kind == GraphOpKind::kBatchNorm ||
         kind == GraphOpKind::kConcat || kind == GraphOpKind::kPadChannels ||
         kind == GraphOpKind::kMaxPool || kind == GraphOpKind::kAveragePool ||
         kind == GraphOpKind::kGlobalAveragePool;
}

// Whether all that it takes is rows of numbers.
bool ReadsRows(const Graph& graph, const GraphOp& op) {
  return std::all_of(op.inputs.begin(), op.inputs.end(), [&](int input) {
    return input > 0 && graph.ops[input - 1].sizes.size() == 1;
  });
}

absl::Status CheckOp(const Graph& graph, const GraphOp& op) {
  if (TakesMaps(op.kind) && op.sizes.size() != 3) {
    return absl::UnimplementedError("a plan cannot hold a norm or a pooling of rows");
  }
  if ((op.kind == GraphOpKind::kFlatten && op.sizes.size() != 1) ||
      (op.kind == GraphOpKind::kLinear && !ReadsRows(graph, op))) {
    return absl::UnimplementedError("a plan cannot hold a dense layer of more than rows");
  }
  const bool pool = op.kind == GraphOpKind::kMaxPool || op.kind == GraphOpKind::kAveragePool;
  if (pool && (op.dilation != std::array<int64_t, 2>{1, 1})) {
    return absl::UnimplementedError("a plan cannot hold a dilated pooling");
  }
  if (op.kind == GraphOpKind::kAveragePool && op.ceil_mode) {
    return absl::UnimplementedError("a plan cannot hold an average pooling in ceil_mode");
  }
  if (IsForInferenceAlone(op.kind)) {
    return absl::UnimplementedError("a plan cannot train gates and activations but ReLU and GELU");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Plan>> Plan::Create(const Graph& graph, const ImageShape& input,
                                                   int64_t batch, Precision precision) {
  for (const GraphOp& op : graph.ops) {
    const absl::Status status = CheckOp(graph, op);
    if (!status.ok()) return status;
  }
  if (graph.ops.empty() || graph.ops.back().sizes.size() != 1) {
    return absl::UnimplementedError("a plan cannot hold a network that ends with maps");
  }
  auto plan = absl::WrapUnique(new Plan());
  try {
    plan->Build(graph, input, batch, precision);
  } catch (const dnnl::error& error) {
    return absl::UnimplementedError(absl::StrCat("oneDNN: ", error.what()));
  }
  return plan;
}

void Plan::Build(const Graph& graph, const ImageShape& input, int64_t batch, Precision precision) {
  type_ = precision == Precision::kBfloat16 ? at::kBFloat16 : at::kFloat;
  const size_t ops = graph.ops.size();
  const std::vector<int> readers = CountReaders(graph, ops);
  values_.resize(ops + 1);
  for (size_t i = 0; i <= ops; ++i) values_[i].readers = readers[i];
  values_[0].data = dnnl::memory({{batch, input.channels, input.height, input.width},
                                  OneDnnType(type_),
                                  dnnl::memory::format_tag::nhwc},
                                 OneDnnEngine());
  for (size_t i = 0; i < ops; ++i) {
    const GraphOp& op = graph.ops[i];
    FusedValue& from = values_[op.inputs[0]];
    const bool own_norm = op.kind == GraphOpKind::kBatchNorm && SuitsVectors(from);
    const bool fusible = op.kind == GraphOpKind::kBatchNorm || op.kind == GraphOpKind::kAdd ||
                         op.kind == GraphOpKind::kLinear;
    const bool relu = fusible && Follows(GraphOpKind::kRelu, graph, i, readers);
    const bool gelu = own_norm && Follows(GraphOpKind::kGelu, graph, i, readers);
    FusedValue& to = values_[i + (relu || gelu ? 2 : 1)];
    std::vector<FusedValue*> inputs;
    for (const int input : op.inputs) inputs.push_back(&values_[input]);
    switch (op.kind) {
      case GraphOpKind::kConvolution:
        steps_.push_back(MakeConvolutionStep(op, from, to));
        break;
      case GraphOpKind::kBatchNorm:
        steps_.push_back(own_norm ? MakeMapsNormStep(op, ActivationOf(relu, gelu), from, to)
                                  : MakeBatchNormStep(op, relu, from, to));
        break;
      case GraphOpKind::kAdd:
        steps_.push_back(MakeAddStep(relu, from, *inputs[1], to));
        break;
      case GraphOpKind::kConcat:
        steps_.push_back(MakeConcatStep(inputs, to));
        break;
      case GraphOpKind::kPadChannels:
        steps_.push_back(MakePadChannelsStep(op, from, to));
        break;
      case GraphOpKind::kFlatten:
        steps_.push_back(MakeFlattenStep(op, from, to));
        break;
      case GraphOpKind::kLinear:
        steps_.push_back(MakeLinearStep(op, relu, from, to));
        break;
      case GraphOpKind::kDropout:
        steps_.push_back(MakeDropoutStep(op, from, to));
        break;
      case GraphOpKind::kRelu:
      case GraphOpKind::kGelu:
      case GraphOpKind::kScale:
        steps_.push_back(MakeActivationStep(op, from, to));
        break;
      default:
        steps_.push_back(MakePoolingStep(op, from, to));
    }
    const int number = static_cast<int>(steps_.size()) - 1;
    to.producer = number;
    for (FusedValue* input : inputs) {
      input->last_reader = number;
      ++input->readers_made;
    }
    FusedStep& step = *steps_.back();
    step.trains = Trains(step, inputs);
    if (!step.trains) to.gradient = {};
    for (const at::Tensor& parameter : step.parameters) parameters_.push_back(parameter);
    if (relu || gelu) ++i;
  }
  last_ = static_cast<int>(ops);
  values_[last_].last_reader = static_cast<int>(steps_.size());
  memory_ = PlaceMemory(values_, steps_);
}

at::Tensor Plan::Forward(const at::Tensor& images) {
  ++forwards_;
  Reorder(WrapTensor(images), values_[0].data);
  for (const auto& step : steps_) step->Forward();
  at::Tensor logits = at::empty(values_[last_].data.get_desc().dims(), at::TensorOptions(type_));
  Reorder(values_[last_].data, WrapTensor(logits));
  return logits;
}

std::vector<at::Tensor> Plan::Backward(const at::Tensor& gradient) {
  for (FusedValue& value : values_) value.has_gradient = false;
  Reorder(WrapTensor(gradient), values_[last_].gradient);
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    if ((*step)->trains) (*step)->Backward();
  }
  std::vector<at::Tensor> gradients;
  gradients.reserve(parameters_.size());
  for (const auto& step : steps_) {
    step->gradients.resize(step->parameters.size());
    for (at::Tensor& item : step->gradients) gradients.push_back(std::move(item));
    step->gradients.clear();
  }
  return gradients;
}

}  // namespace stride
