#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/inference/add_op.h"

namespace stride {
namespace {

using dnnl::memory;
using Convolution = dnnl::convolution_forward;
constexpr auto kAny = memory::format_tag::any;

Convolution::primitive_desc Describe(const InferenceOp& made, dnnl::algorithm algorithm,
                                     const memory::desc& given) {
  const GraphOp& op = made.op;
  const memory::data_type type = given.data_type();
  const memory::dims in = given.dims();
  const memory::desc source(in, type, kAny);
  const memory::desc kernel(DescribeTensor(op.tensors[0], op.groups).dims(), type, kAny);
  const memory::desc result({in[0], op.sizes[0], op.sizes[1], op.sizes[2]}, type, kAny);
  const ConvolutionWindows w = WindowsOf(op, in);
  constexpr auto kInference = dnnl::prop_kind::forward_inference;
  const Convolution::desc described =
      op.tensors[1].defined()
          ? Convolution::desc(kInference, algorithm, source, kernel, DescribeTensor(op.tensors[1]),
                              result, w.stride, w.dilation, w.before, w.after)
          : Convolution::desc(kInference, algorithm, source, kernel, result, w.stride, w.dilation,
                              w.before, w.after);
  return {described, Attributes(made.addend >= 0, made.activation), OneDnnEngine()};
}

Convolution::primitive_desc Describe(const InferenceOp& op, const memory::desc& given) {
  return FirstOf(ConvolutionAlgorithms(op.op, given, given.data_type()),
                 [&](dnnl::algorithm algorithm) { return Describe(op, algorithm, given); });
}

}  // namespace

int AddConvolution(const InferenceOp& op, int source, int addend, bool reuse, CallList& calls) {
  const Convolution::primitive_desc described = Describe(op, calls.layout(source));
  source = calls.InLayout(source, described.src_desc());
  int result = 0;
  if (addend < 0) {
    result = calls.AddValue(described.dst_desc());
  } else if (reuse) {
    result = calls.InLayout(addend, described.dst_desc());
  } else {
    result = calls.Copy(addend, described.dst_desc());
  }
  CallList::Constants constants;
  constants[DNNL_ARG_WEIGHTS] =
      Constant(WrapTensor(op.op.tensors[0], op.op.groups), described.weights_desc());
  if (op.op.tensors[1].defined()) {
    constants[DNNL_ARG_BIAS] = Constant(WrapTensor(op.op.tensors[1]), described.bias_desc());
  }
  calls.Add(Convolution(described), {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, result}}, constants,
            described.scratchpad_desc());
  return result;
}

}  // namespace stride
