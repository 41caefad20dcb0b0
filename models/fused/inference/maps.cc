// Batch norms that no convolution holds, poolings, concatenations, padding, flattening.
#include <ATen/ops/stack.h>

#include <cstring>

#include "stride/models/fused/inference/add_op.h"

namespace stride {
namespace {

using dnnl::memory;
constexpr auto kInference = dnnl::prop_kind::forward_inference;

dnnl::algorithm AlgorithmOf(const GraphOp& op) {
  if (op.kind == GraphOpKind::kMaxPool) return dnnl::algorithm::pooling_max;
  return op.count_padding ? dnnl::algorithm::pooling_avg_include_padding
                          : dnnl::algorithm::pooling_avg_exclude_padding;
}

}  // namespace

int AddBatchNorm(const InferenceOp& op, int source, CallList& calls) {
  const std::vector<at::Tensor>& of = op.op.tensors;
  const memory::desc layout = calls.layout(source);
  auto flags =
      dnnl::normalization_flags::use_global_stats | dnnl::normalization_flags::use_scale_shift;
  if (op.activation.has_value()) flags = flags | dnnl::normalization_flags::fuse_norm_relu;
  const dnnl::batch_normalization_forward::primitive_desc described(
      {kInference, layout, static_cast<float>(op.op.epsilon), flags}, Attributes(false, {}),
      OneDnnEngine());
  const at::Tensor scale_and_shift = at::stack({of[0], of[1]});
  const CallList::Constants constants = {
      {DNNL_ARG_SCALE_SHIFT, Constant(WrapTensor(scale_and_shift), described.weights_desc())},
      {DNNL_ARG_MEAN, Constant(WrapTensor(of[2]), described.mean_desc())},
      {DNNL_ARG_VARIANCE, Constant(WrapTensor(of[3]), described.variance_desc())}};
  const int made = calls.AddValue(layout);
  calls.Add(dnnl::batch_normalization_forward(described),
            {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, made}}, constants, described.scratchpad_desc());
  return made;
}

int AddPooling(const GraphOp& op, int source, CallList& calls) {
  const memory::desc layout = calls.layout(source);
  const memory::dims in = layout.dims();
  memory::dims kernel, stride, before, after;
  for (size_t i = 0; i < 2; ++i) {
    kernel.push_back(op.kind == GraphOpKind::kGlobalAveragePool ? in[i + 2] : op.kernel[i]);
    stride.push_back(op.stride[i]);
    before.push_back(op.padding[i]);
    after.push_back((op.sizes[i + 1] - 1) * stride[i] + kernel[i] - in[i + 2] - before[i]);
  }
  const memory::desc result({in[0], in[1], op.sizes[1], op.sizes[2]}, layout.data_type(),
                            memory::format_tag::any);
  const dnnl::pooling_forward::primitive_desc described(
      {kInference, AlgorithmOf(op), layout, result, stride, kernel, before, after},
      Attributes(false, {}), OneDnnEngine());
  const int made = calls.AddValue(described.dst_desc());
  calls.Add(dnnl::pooling_forward(described), {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, made}}, {},
            described.scratchpad_desc());
  return made;
}

int AddConcat(const std::vector<int>& sources, CallList& calls) {
  std::vector<memory::desc> layouts;
  CallList::Values values;
  for (const int source : sources) {
    values.emplace_back(DNNL_ARG_MULTIPLE_SRC + static_cast<int>(layouts.size()), source);
    layouts.push_back(calls.layout(source));
  }
  const dnnl::concat::primitive_desc described(/*concat_dimension=*/1, layouts, OneDnnEngine(),
                                               Attributes(false, {}));
  const int made = calls.AddValue(described.dst_desc());
  values.emplace_back(DNNL_ARG_DST, made);
  calls.Add(dnnl::concat(described), values, {}, described.scratchpad_desc());
  return made;
}

int AddPadChannels(const GraphOp& op, int source, CallList& calls) {
  memory::dims in = calls.layout(source).dims();
  const memory::data_type type = calls.layout(source).data_type();
  const memory::desc last(in, type, memory::format_tag::nhwc);
  source = calls.InLayout(source, last);
  in[1] = op.sizes[0] - in[1];
  const memory::desc behind(in, type, memory::format_tag::nhwc);
  memory zeros(behind, OneDnnEngine());
  std::memset(zeros.get_data_handle(), 0, behind.get_size());
  const dnnl::concat::primitive_desc described(/*concat_dimension=*/1, {last, behind},
                                               OneDnnEngine(), Attributes(false, {}));
  const int made = calls.AddValue(described.dst_desc());
  calls.Add(dnnl::concat(described), {{DNNL_ARG_MULTIPLE_SRC, source}, {DNNL_ARG_DST, made}},
            {{DNNL_ARG_MULTIPLE_SRC + 1, zeros}}, described.scratchpad_desc());
  return made;
}

int AddFlatten(int source, CallList& calls) {
  const memory::desc layout = calls.layout(source);
  const memory::dims in = layout.dims();
  const memory::desc rows(in, layout.data_type(), memory::format_tag::nchw);
  return calls.AddView(
      calls.Copy(source, rows),
      {{in[0], in[1] * in[2] * in[3]}, layout.data_type(), memory::format_tag::ab});
}

}  // namespace stride
