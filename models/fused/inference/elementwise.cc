#include <utility>

#include "stride/models/fused/inference/add_op.h"

namespace stride {
namespace {

using dnnl::algorithm;
using dnnl::memory;

struct Function {
  algorithm kind;
  float alpha = 0;
  float beta = 0;
};

// One after the other.
std::vector<Function> FunctionsOf(const GraphOp& op) {
  const auto low = static_cast<float>(op.low);
  const auto high = static_cast<float>(op.high);
  switch (op.kind) {
    case GraphOpKind::kGelu:
      return {{algorithm::eltwise_gelu_erf}};
    case GraphOpKind::kSigmoid:
      return {{algorithm::eltwise_logistic}};
    case GraphOpKind::kSilu:
      return {{algorithm::eltwise_swish, 1}};
    case GraphOpKind::kHardsigmoid:
      return {{algorithm::eltwise_linear, 1.0F / 6, 0.5F}, {algorithm::eltwise_clip, 0, 1}};
    case GraphOpKind::kHardswish:
      return {{algorithm::eltwise_hardswish}};
    case GraphOpKind::kClip:
      return {{algorithm::eltwise_clip, low, high}};
    case GraphOpKind::kScale:
      return {{algorithm::eltwise_linear, static_cast<float>(op.scale)}};
    default:
      return {{algorithm::eltwise_relu}};
  }
}

}  // namespace

dnnl::primitive_attr Attributes(bool sum, const std::optional<GraphOp>& activation) {
  dnnl::post_ops after;
  if (sum) after.append_sum();
  if (activation.has_value()) {
    for (const Function& function : FunctionsOf(*activation)) {
      after.append_eltwise(1, function.kind, function.alpha, function.beta);
    }
  }
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(after);
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

memory Constant(const memory& from, const memory::desc& to) {
  memory made(to, OneDnnEngine());
  Reorder(from, made);
  return made;
}

int AddActivation(const GraphOp& op, int source, CallList& calls) {
  for (const Function& function : FunctionsOf(op)) {
    const memory::desc layout = calls.layout(source);
    const dnnl::eltwise_forward::primitive_desc described(
        {dnnl::prop_kind::forward_inference, function.kind, layout, function.alpha, function.beta},
        Attributes(false, {}), OneDnnEngine());
    const int made = calls.AddValue(layout);
    calls.Add(dnnl::eltwise_forward(described), {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, made}}, {},
              described.scratchpad_desc());
    source = made;
  }
  return source;
}

int AddBinary(const InferenceOp& op, int left, int right, CallList& calls) {
  if (calls.layout(left).get_size() < calls.layout(right).get_size()) std::swap(left, right);
  const memory::desc layout = calls.layout(left);
  const bool sum = op.op.kind == GraphOpKind::kAdd;
  if (sum) right = calls.InLayout(right, layout);
  const dnnl::binary::primitive_desc described(
      {sum ? algorithm::binary_add : algorithm::binary_mul, layout, calls.layout(right), layout},
      Attributes(false, op.activation), OneDnnEngine());
  const int made = calls.AddValue(layout);
  calls.Add(dnnl::binary(described),
            {{DNNL_ARG_SRC_0, left}, {DNNL_ARG_SRC_1, right}, {DNNL_ARG_DST, made}}, {},
            described.scratchpad_desc());
  return made;
}

}  // namespace stride
