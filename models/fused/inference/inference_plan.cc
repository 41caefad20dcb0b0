#include "stride/models/fused/inference/inference_plan.h"

#include <ATen/ops/empty.h>
#include <c10/util/Exception.h>

#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "stride/models/fused/inference/add_op.h"
#include "stride/models/fused/inference/call_list.h"

namespace stride {
namespace {

using dnnl::memory;

absl::Status CheckPlanned(const InferenceGraph& graph) {
  for (const InferenceOp& made : graph.ops) {
    const GraphOp& op = made.op;
    const bool pool = op.kind == GraphOpKind::kMaxPool || op.kind == GraphOpKind::kAveragePool;
    if (pool && (op.dilation != std::array<int64_t, 2>{1, 1})) {
      return absl::UnimplementedError("an inference plan cannot hold a dilated pooling");
    }
    if (op.kind == GraphOpKind::kAveragePool && op.ceil_mode) {
      return absl::UnimplementedError("an inference plan cannot hold average pooling in ceil_mode");
    }
    if (op.kind == GraphOpKind::kDropout) {
      return absl::UnimplementedError("an inference plan is one of evaluation: no dropout");
    }
  }
  return absl::OkStatus();
}

// A graph's operations as calls.
class PlanBuilder {
 public:
  PlanBuilder(const InferenceGraph& graph, memory::data_type type, CallList& calls)
      : graph_(graph), type_(type), calls_(calls), values_(graph.values), last_(graph.values) {
    for (size_t i = 0; i < graph.ops.size(); ++i) {
      for (const int input : graph.ops[i].op.inputs) last_[input] = i;
      if (graph.ops[i].addend >= 0) last_[graph.ops[i].addend] = i;
    }
  }

  // Returns the images' value and that of the logits, float32.
  std::pair<int, int> Build(const memory::dims& images) {
    values_[0] = calls_.AddInput({images, type_, memory::format_tag::nhwc});
    for (size_t i = 0; i < graph_.ops.size(); ++i) values_[graph_.ops[i].output] = Add(i);
    const int logits = values_[graph_.ops.back().output];
    const memory::desc rows(calls_.layout(logits).dims(), memory::data_type::f32,
                            memory::format_tag::ab);
    return {values_[0], calls_.InLayout(logits, rows)};
  }

 private:
  int Add(size_t i) {
    const InferenceOp& op = graph_.ops[i];
    std::vector<int> sources;
    for (const int input : op.op.inputs) sources.push_back(values_[input]);
    const int addend = op.addend < 0 ? -1 : values_[op.addend];
    const bool reuse = op.addend > 0 && last_[op.addend] == i && op.addend != op.op.inputs[0];
    const bool logits = i + 1 == graph_.ops.size();
    switch (op.op.kind) {
      case GraphOpKind::kConvolution:
        return AddConvolution(op, sources[0], addend, reuse, calls_);
      case GraphOpKind::kLinear:
        return AddLinear(op, sources[0], logits ? memory::data_type::f32 : type_, calls_);
      case GraphOpKind::kBatchNorm:
        return AddBatchNorm(op, sources[0], calls_);
      case GraphOpKind::kAdd:
      case GraphOpKind::kMultiply:
        return AddBinary(op, sources[0], sources[1], calls_);
      case GraphOpKind::kConcat:
        return AddConcat(sources, calls_);
      case GraphOpKind::kPadChannels:
        return AddPadChannels(op.op, sources[0], calls_);
      case GraphOpKind::kFlatten:
        return AddFlatten(sources[0], calls_);
      case GraphOpKind::kMaxPool:
      case GraphOpKind::kAveragePool:
      case GraphOpKind::kGlobalAveragePool:
        return AddPooling(op.op, sources[0], calls_);
      default:
        return AddActivation(op.op, sources[0], calls_);
    }
  }

  const InferenceGraph& graph_;
  const memory::data_type type_;
  CallList& calls_;
  std::vector<int> values_;   // of `calls_`, by the graph's numbers
  std::vector<size_t> last_;  // operation that reads each value
};

class OneDnnPlan final : public InferencePlan {
 public:
  OneDnnPlan(const InferenceGraph& graph, const ImageShape& input, int64_t batch,
             Precision precision) {
    const auto type =
        precision == Precision::kBfloat16 ? memory::data_type::bf16 : memory::data_type::f32;
    const memory::dims images = {batch, input.channels, input.height, input.width};
    std::tie(images_, logits_) = PlanBuilder(graph, type, calls_).Build(images);
    calls_.Place(logits_);
  }

  at::Tensor Run(const at::Tensor& images) override {
    const memory& logits = calls_.memory(logits_);
    TORCH_CHECK(images.scalar_type() == at::kFloat &&
                    images.sizes().vec() == calls_.memory(images_).get_desc().dims(),
                "expected float32 images ", calls_.memory(images_).get_desc().dims(), ", found ",
                images.scalar_type(), " ", images.sizes());
    try {
      Reorder(WrapTensor(images), calls_.memory(images_));
      calls_.Run();
      at::Tensor result = at::empty(logits.get_desc().dims());
      Reorder(logits, WrapTensor(result));
      return result;
    } catch (const dnnl::error& error) {
      TORCH_CHECK(false, "oneDNN: ", error.what());
    }
  }

 private:
  CallList calls_;
  int images_ = 0;
  int logits_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<InferencePlan>> InferencePlan::Create(const InferenceGraph& graph,
                                                                     const ImageShape& input,
                                                                     int64_t batch,
                                                                     Precision precision) {
  const absl::Status status = CheckPlanned(graph);
  if (!status.ok()) return status;
  try {
    return std::make_unique<OneDnnPlan>(graph, input, batch, precision);
  } catch (const dnnl::error& error) {
    return absl::UnimplementedError(absl::StrCat("oneDNN: ", error.what()));
  }
}

}  // namespace stride
