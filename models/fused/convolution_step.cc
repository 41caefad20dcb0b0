#include <ATen/ops/empty_like.h>

#include <vector>

#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

// Where the processor multiplies matrices, convolutions want channels last, and are slow or copy
// their maps in other layouts. Those of few input channels alone yield another.
memory::desc OutputLayout(const memory::desc& preferred) {
  if (preferred.data_type() != memory::data_type::bf16 || !HasMatrixUnit()) return preferred;
  return {preferred.dims(), preferred.data_type(), memory::format_tag::nhwc};
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
    const memory::desc layout = OutputLayout(forward.dst_desc());
    output.data = Unplaced(layout);
    output.gradient = Unplaced(layout);
    result_ = output.data;
    if (layout != forward.dst_desc()) {
      result_ = Unplaced(forward.dst_desc());
      in_forward.push_back(result_);
    }

    weights_ = MakeWeightsGradient(op, forward, input, output, in_backward);
    input.kept = true;

    if (input.gradient) data_ = MakeDataGradient(op, forward, input, output, in_backward);
  }

  void Forward() override {
    source_.Update();
    kernel_.Update();
    std::unordered_map<int, memory> arguments = {
        {DNNL_ARG_SRC, source_.get()}, {DNNL_ARG_WEIGHTS, kernel_.get()}, {DNNL_ARG_DST, result_}};
    if (bias_.defined()) arguments[DNNL_ARG_BIAS] = WrapTensor(bias_);
    forward_.execute(OneDnnStream(), arguments);
    if (result_ != output_.data) Reorder(result_, output_.data);
  }

  void Backward() override {
    if (data_ != nullptr) data_->Execute();
    if (!weight_.requires_grad() && !(bias_.defined() && bias_.requires_grad())) return;
    gradients = {weight_.requires_grad() ? at::empty_like(weight_) : at::Tensor()};
    if (bias_.defined()) gradients.push_back(at::empty_like(bias_));
    weights_->Execute(gradients[0], bias_.defined() ? gradients[1] : at::Tensor());
  }

 private:
  FusedValue& output_;
  const int64_t groups_;
  const at::Tensor weight_;
  const at::Tensor bias_;
  dnnl::convolution_forward forward_;
  Reordered source_, kernel_;
  memory result_;  // in the primitive's own layout
  std::unique_ptr<WeightsGradient> weights_;
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
