#include <ATen/ops/empty_like.h>

#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;
using AnyTag = memory::format_tag;

memory::desc AnyLayout(const memory::desc& like, memory::data_type type) {
  return {like.dims(), type, AnyTag::any};
}

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
    windows.after.push_back(PaddingBehind(op, i, reach, input[i + 2]));
  }
  return windows;
}

class ConvolutionStep final : public FusedStep {
 public:
  ConvolutionStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : output_(output), groups_(op.groups), weight_(op.tensors[0]), bias_(op.tensors[1]) {
    parameters.push_back(weight_);
    if (bias_.defined()) parameters.push_back(bias_);
    const memory::desc given = input.data.get_desc();
    const memory::data_type type = given.data_type();
    const memory::desc source = AnyLayout(given, type);
    const memory::desc kernel = DescribeTensor(weight_, groups_);
    const memory::dims sizes = {given.dims()[0], op.sizes[0], op.sizes[1], op.sizes[2]};
    const memory::desc result(sizes, type, AnyTag::any);
    const Windows w = WindowsOf(op, given.dims());
    const auto direct = dnnl::algorithm::convolution_direct;

    using Forward = dnnl::convolution_forward;
    const auto training = dnnl::prop_kind::forward_training;
    const memory::desc shift = bias_.defined() ? DescribeTensor(bias_) : memory::desc();
    const Forward::primitive_desc forward(
        bias_.defined() ? Forward::desc(training, direct, source, AnyLayout(kernel, type), shift,
                                        result, w.stride, w.dilation, w.before, w.after)
                        : Forward::desc(training, direct, source, AnyLayout(kernel, type), result,
                                        w.stride, w.dilation, w.before, w.after),
        OneDnnEngine());
    forward_ = Forward(forward);
    source_ = Reordered(input.data, forward.src_desc());
    kernel_ = Reordered(WrapTensor(weight_, groups_), forward.weights_desc());
    output.data = memory(forward.dst_desc(), OneDnnEngine());
    output.gradient = memory(forward.dst_desc(), OneDnnEngine());

    using BackwardWeights = dnnl::convolution_backward_weights;
    const memory::desc kernel_gradient = AnyLayout(kernel, memory::data_type::f32);
    const BackwardWeights::primitive_desc weights(
        bias_.defined() ? BackwardWeights::desc(direct, source, kernel_gradient, shift, result,
                                                w.stride, w.dilation, w.before, w.after)
                        : BackwardWeights::desc(direct, source, kernel_gradient, result, w.stride,
                                                w.dilation, w.before, w.after),
        OneDnnEngine(), forward);
    backward_weights_ = BackwardWeights(weights);
    weights_source_ = Reordered(input.data, weights.src_desc());
    weights_gradient_ = Reordered(output.gradient, weights.diff_dst_desc());
    kernel_gradient_ = memory(weights.diff_weights_desc(), OneDnnEngine());

    if (!input.gradient) return;
    using BackwardData = dnnl::convolution_backward_data;
    const BackwardData::primitive_desc data(
        BackwardData::desc(direct, source, AnyLayout(kernel, type), result, w.stride, w.dilation,
                           w.before, w.after),
        OneDnnEngine(), forward);
    backward_data_ = BackwardData(data);
    data_kernel_ = Reordered(WrapTensor(weight_, groups_), data.weights_desc());
    data_gradient_ = Reordered(output.gradient, data.diff_dst_desc());
    sink_ = GradientSink(input, data.diff_src_desc());
  }

  void Forward() override {
    source_.Update();
    kernel_.Update();
    std::unordered_map<int, memory> arguments = {{DNNL_ARG_SRC, source_.get()},
                                                 {DNNL_ARG_WEIGHTS, kernel_.get()},
                                                 {DNNL_ARG_DST, output_.data}};
    if (bias_.defined()) arguments[DNNL_ARG_BIAS] = WrapTensor(bias_);
    forward_.execute(OneDnnStream(), arguments);
  }

  void Backward() override {
    if (sink_.wanted()) {
      data_kernel_.Update();
      data_gradient_.Update();
      backward_data_.execute(OneDnnStream(), {{DNNL_ARG_DIFF_DST, data_gradient_.get()},
                                              {DNNL_ARG_WEIGHTS, data_kernel_.get()},
                                              {DNNL_ARG_DIFF_SRC, sink_.target()}});
      sink_.Add();
    }
    weights_source_.Update();
    weights_gradient_.Update();
    gradients = {at::empty_like(weight_)};
    std::unordered_map<int, memory> arguments = {{DNNL_ARG_SRC, weights_source_.get()},
                                                 {DNNL_ARG_DIFF_DST, weights_gradient_.get()},
                                                 {DNNL_ARG_DIFF_WEIGHTS, kernel_gradient_}};
    if (bias_.defined()) {
      gradients.push_back(at::empty_like(bias_));
      arguments[DNNL_ARG_DIFF_BIAS] = WrapTensor(gradients[1]);
    }
    backward_weights_.execute(OneDnnStream(), arguments);
    Reorder(kernel_gradient_, WrapTensor(gradients[0], groups_));
  }

 private:
  FusedValue& output_;
  const int64_t groups_;
  const at::Tensor weight_;
  const at::Tensor bias_;
  dnnl::convolution_forward forward_;
  dnnl::convolution_backward_weights backward_weights_;
  dnnl::convolution_backward_data backward_data_;
  Reordered source_, kernel_;
  Reordered weights_source_, weights_gradient_;
  Reordered data_kernel_, data_gradient_;
  memory kernel_gradient_;
  GradientSink sink_;
};

}  // namespace

std::unique_ptr<FusedStep> MakeConvolutionStep(const GraphOp& op, FusedValue& input,
                                               FusedValue& output) {
  return std::make_unique<ConvolutionStep>(op, input, output);
}

}  // namespace stride
