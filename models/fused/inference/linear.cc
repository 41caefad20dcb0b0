#include "stride/models/fused/inference/add_op.h"

namespace stride {

using dnnl::memory;

int AddLinear(const InferenceOp& op, int source, memory::data_type result, CallList& calls) {
  using Dense = dnnl::inner_product_forward;
  const at::Tensor& weight = op.op.tensors[0];  // [outputs, inputs]
  const at::Tensor& bias = op.op.tensors[1];
  const memory::desc& given = calls.layout(source);
  constexpr auto kAny = memory::format_tag::any;
  const memory::desc from(given.dims(), given.data_type(), kAny);
  const memory::desc kernel(weight.sizes().vec(), given.data_type(), kAny);
  const memory::desc to({given.dims()[0], weight.size(0)}, result, memory::format_tag::ab);
  constexpr auto kInference = dnnl::prop_kind::forward_inference;
  const Dense::primitive_desc described(
      bias.defined() ? Dense::desc(kInference, from, kernel, DescribeTensor(bias), to)
                     : Dense::desc(kInference, from, kernel, to),
      Attributes(/*sum=*/false, op.activation), OneDnnEngine());
  source = calls.InLayout(source, described.src_desc());
  const int made = calls.AddValue(described.dst_desc());
  CallList::Constants constants;
  constants[DNNL_ARG_WEIGHTS] = Constant(WrapTensor(weight), described.weights_desc());
  if (bias.defined()) {
    constants[DNNL_ARG_BIAS] = Constant(WrapTensor(bias), described.bias_desc());
  }
  calls.Add(Dense(described), {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, made}}, constants,
            described.scratchpad_desc());
  return made;
}

}  // namespace stride
