#include "stride/models/fused/relu_backward.h"

namespace stride {

dnnl::primitive_attr WithRelu(bool relu) {
  dnnl::primitive_attr attributes;
  if (!relu) return attributes;
  dnnl::post_ops then;
  then.append_eltwise(1.0f, dnnl::algorithm::eltwise_relu, 0.0f, 0.0f);
  attributes.set_post_ops(then);
  return attributes;
}

ReluBackward::ReluBackward(const dnnl::memory::desc& layout) {
  constexpr auto kOfOutput = dnnl::algorithm::eltwise_relu_use_dst_for_bwd;
  const dnnl::eltwise_forward::primitive_desc hint(
      {dnnl::prop_kind::forward_training, kOfOutput, layout, 0.0f}, OneDnnEngine());
  primitive_ = dnnl::eltwise_backward({{kOfOutput, layout, layout, 0.0f}, OneDnnEngine(), hint});
}

void ReluBackward::Execute(const FusedValue& output, const dnnl::memory& result) {
  primitive_.execute(OneDnnStream(), {{DNNL_ARG_DST, output.data},
                                      {DNNL_ARG_DIFF_DST, output.gradient},
                                      {DNNL_ARG_DIFF_SRC, result}});
}

}  // namespace stride
