#include <ATen/ops/empty_like.h>

#include <vector>

#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

// bfloat16 is slower than float32 for the weights' gradient of small maps, and less exact.
memory::data_type WeightsGradientType(const GraphOp& op, const memory::desc& input) {
  const bool small = IsPlain3x3(op, input) && op.sizes[1] <= 4;
  return small ? memory::data_type::f32 : input.data_type();
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
    const memory::desc result(sizes, type, memory::format_tag::any);
    const ConvolutionWindows w = WindowsOf(op, given.dims());
    const bool biased = bias_.defined();

    using Forward = dnnl::convolution_forward;
    const auto training = dnnl::prop_kind::forward_training;
    const memory::desc shift = biased ? DescribeTensor(bias_) : memory::desc();
    const memory::desc rounded = AnyLayout(kernel, type);
    const auto forward = MakePass(op, "forward", given, type, [&](dnnl::algorithm algorithm) {
      return Forward::primitive_desc(
          biased ? Forward::desc(training, algorithm, source, rounded, shift, result, w.stride,
                                 w.dilation, w.before, w.after)
                 : Forward::desc(training, algorithm, source, rounded, result, w.stride, w.dilation,
                                 w.before, w.after),
          OneDnnEngine());
    });
    forward_ = Forward(forward);
    source_ = Reordered(input.data, forward.src_desc(), in_forward);
    kernel_ = Reordered(WrapTensor(weight_, groups_), forward.weights_desc(), in_forward);
    output.data = Unplaced(forward.dst_desc());
    output.gradient = Unplaced(forward.dst_desc());

    using BackwardWeights = dnnl::convolution_backward_weights;
    const memory::desc kernel_gradient = AnyLayout(kernel, memory::data_type::f32);
    const memory::data_type exact = WeightsGradientType(op, given);
    const memory::desc read = AnyLayout(source, exact);
    const memory::desc given_back = AnyLayout(result, exact);
    const auto weights = MakePass(op, "weights", given, exact, [&](dnnl::algorithm algorithm) {
      return BackwardWeights::primitive_desc(
          biased ? BackwardWeights::desc(algorithm, read, kernel_gradient, shift, given_back,
                                         w.stride, w.dilation, w.before, w.after)
                 : BackwardWeights::desc(algorithm, read, kernel_gradient, given_back, w.stride,
                                         w.dilation, w.before, w.after),
          OneDnnEngine(), forward);
    });
    backward_weights_ = BackwardWeights(weights);
    weights_source_ = Reordered(input.data, weights.src_desc(), in_backward);
    weights_gradient_ = Reordered(output.gradient, weights.diff_dst_desc(), in_backward);
    kernel_gradient_ = Unplaced(weights.diff_weights_desc());
    in_backward.push_back(kernel_gradient_);
    input.kept = true;

    if (input.gradient) data_ = MakeDataGradient(op, forward, input, output, in_backward);
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
    if (data_ != nullptr) data_->Execute();
    if (!weight_.requires_grad() && !(bias_.defined() && bias_.requires_grad())) return;
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
  Reordered source_, kernel_;
  Reordered weights_source_, weights_gradient_;
  memory kernel_gradient_;
  std::unique_ptr<DataGradient> data_;  // null: nobody wants it
};

}  // namespace

std::unique_ptr<FusedStep> MakeConvolutionStep(const GraphOp& op, FusedValue& input,
                                               FusedValue& output) {
  if (SuitsMatrices(op, input)) return MakeMatrixConvolutionStep(op, input, output);
  if (SuitsTaps(op, input)) return MakeTapConvolutionStep(op, input, output);
  return std::make_unique<ConvolutionStep>(op, input, output);
}

}  // namespace stride
