#include <array>

#include "stride/models/fused/inference/add_op.h"

namespace stride {
namespace {

using dnnl::memory;
using Convolution = dnnl::convolution_forward;
constexpr auto kAny = memory::format_tag::any;

struct Windows {
  memory::dims stride, dilation, before, after;
};

Windows WindowsOf(const GraphOp& op, const memory::dims& input) {
  Windows windows;
  for (size_t i = 0; i < 2; ++i) {
    const int64_t reach = op.dilation[i] * (op.kernel[i] - 1) + 1;
    windows.stride.push_back(op.stride[i]);
    windows.dilation.push_back(op.dilation[i] - 1);
    windows.before.push_back(op.padding[i]);
    windows.after.push_back((op.sizes[i + 1] - 1) * op.stride[i] + reach - input[i + 2] -
                            op.padding[i]);
  }
  return windows;
}

// Lavin and Gray, arXiv 1509.09308.
bool MayBeWinograd(const GraphOp& op, memory::data_type type) {
  const std::array<int64_t, 2> one = {1, 1};
  return op.winograd && type == memory::data_type::f32 && op.groups == 1 && op.stride == one &&
         op.dilation == one && op.kernel == std::array<int64_t, 2>{3, 3} &&
         op.tensors[0].size(1) >= 16;
}

Convolution::primitive_desc Describe(const InferenceOp& made, dnnl::algorithm algorithm,
                                     const memory::desc& given) {
  const GraphOp& op = made.op;
  const memory::data_type type = given.data_type();
  const memory::dims in = given.dims();
  const memory::desc source(in, type, kAny);
  const memory::desc kernel(DescribeTensor(op.tensors[0], op.groups).dims(), type, kAny);
  const memory::desc result({in[0], op.sizes[0], op.sizes[1], op.sizes[2]}, type, kAny);
  const Windows w = WindowsOf(op, in);
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
  if (MayBeWinograd(op.op, given.data_type())) {
    try {
      return Describe(op, dnnl::algorithm::convolution_winograd, given);
    } catch (const dnnl::error&) {  // not here, or not with these sizes
    }
  }
  return Describe(op, dnnl::algorithm::convolution_direct, given);
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
