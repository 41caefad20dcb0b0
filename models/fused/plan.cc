#include "stride/models/fused/plan.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <string>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

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

// Whether operation `i`'s value goes to the next operation alone, and that is a ReLU.
bool ReluFollows(const Graph& graph, size_t i, size_t ops, const std::vector<int>& readers) {
  return i + 1 < ops && graph.ops[i + 1].kind == GraphOpKind::kRelu && readers[i + 1] == 1 &&
         graph.ops[i + 1].inputs[0] == static_cast<int>(i + 1);
}

bool Trains(const FusedStep& step, const std::vector<FusedValue*>& inputs) {
  return std::any_of(step.parameters.begin(), step.parameters.end(),
                     [](const at::Tensor& parameter) { return parameter.requires_grad(); }) ||
         std::any_of(inputs.begin(), inputs.end(),
                     [](const FusedValue* input) { return static_cast<bool>(input->gradient); });
}

absl::Status CheckOp(const GraphOp& op) {
  const bool pool = op.kind == GraphOpKind::kMaxPool || op.kind == GraphOpKind::kAveragePool;
  if (pool && (op.dilation != std::array<int64_t, 2>{1, 1})) {
    return absl::UnimplementedError("a plan cannot hold a dilated pooling");
  }
  if (op.kind == GraphOpKind::kAveragePool && op.ceil_mode) {
    return absl::UnimplementedError("a plan cannot hold an average pooling in ceil_mode");
  }
  if (op.kind == GraphOpKind::kLinear || op.kind == GraphOpKind::kDropout ||
      op.kind == GraphOpKind::kScale) {
    return absl::UnimplementedError("a plan cannot hold dense layers and dropout between maps");
  }
  return absl::OkStatus();
}

}  // namespace

size_t CountPlannedOps(const Graph& graph) {
  const auto flatten = std::find_if(graph.ops.begin(), graph.ops.end(), [](const GraphOp& op) {
    return op.kind == GraphOpKind::kFlatten;
  });
  return flatten - graph.ops.begin();
}

absl::StatusOr<std::unique_ptr<Plan>> Plan::Create(const Graph& graph, const ImageShape& input,
                                                   int64_t batch, Precision precision) {
  const size_t ops = CountPlannedOps(graph);
  if (ops == 0 || ops == graph.ops.size()) {
    return absl::UnimplementedError("a plan needs maps, and a flattening of them");
  }
  for (size_t i = 0; i < ops; ++i) {
    const absl::Status status = CheckOp(graph.ops[i]);
    if (!status.ok()) return status;
  }
  for (size_t i = ops; i < graph.ops.size(); ++i) {
    if (graph.ops[i].inputs != std::vector<int>{static_cast<int>(i)}) {
      return absl::UnimplementedError("a plan's maps must leave it in one place");
    }
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
  const size_t ops = CountPlannedOps(graph);
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
    const bool fusible = op.kind == GraphOpKind::kBatchNorm || op.kind == GraphOpKind::kAdd;
    const bool relu = fusible && ReluFollows(graph, i, ops, readers);
    FusedValue& to = values_[i + (relu ? 2 : 1)];
    std::vector<FusedValue*> inputs;
    for (const int input : op.inputs) inputs.push_back(&values_[input]);
    switch (op.kind) {
      case GraphOpKind::kConvolution:
        steps_.push_back(MakeConvolutionStep(op, from, to));
        break;
      case GraphOpKind::kBatchNorm:
        steps_.push_back(MakeBatchNormStep(op, relu, from, to));
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
      case GraphOpKind::kRelu:
      case GraphOpKind::kGelu:
        steps_.push_back(MakeActivationStep(op, from, to));
        break;
      default:
        steps_.push_back(MakePoolingStep(op, from, to));
    }
    FusedStep& step = *steps_.back();
    step.trains = Trains(step, inputs);
    if (!step.trains) to.gradient = {};
    for (const at::Tensor& parameter : step.parameters) parameters_.push_back(parameter);
    if (relu) ++i;
  }
  last_ = static_cast<int>(ops);
}

at::Tensor Plan::Forward(const at::Tensor& images) {
  ++forwards_;
  Reorder(WrapTensor(images), values_[0].data);
  for (const auto& step : steps_) step->Forward();
  at::Tensor maps = at::empty(values_[last_].data.get_desc().dims(), at::TensorOptions(type_));
  Reorder(values_[last_].data, WrapTensor(maps));
  return maps;
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
