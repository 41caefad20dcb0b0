#include "stride/models/fused/gradient.h"
#include "stride/models/fused/relu_backward.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

// Its gradient is computed from its input.
class ActivationStep final : public FusedStep {
 public:
  ActivationStep(dnnl::algorithm function, float factor, FusedValue& input, FusedValue& output)
      : input_(input), output_(output) {
    const memory::desc layout = input.data.get_desc();
    output.data = memory(layout, OneDnnEngine());
    output.gradient = memory(layout, OneDnnEngine());
    const dnnl::eltwise_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, function, layout, factor}, OneDnnEngine());
    forward_ = dnnl::eltwise_forward(forward);
    backward_ =
        dnnl::eltwise_backward({{function, layout, layout, factor}, OneDnnEngine(), forward});
    sink_ = GradientSink(input, layout);
  }
  void Forward() override {
    forward_.execute(OneDnnStream(), {{DNNL_ARG_SRC, input_.data}, {DNNL_ARG_DST, output_.data}});
  }
  void Backward() override {
    backward_.execute(OneDnnStream(), {{DNNL_ARG_SRC, input_.data},
                                       {DNNL_ARG_DIFF_DST, output_.gradient},
                                       {DNNL_ARG_DIFF_SRC, sink_.target()}});
    sink_.Add();
  }

 private:
  FusedValue& input_;
  FusedValue& output_;
  dnnl::eltwise_forward forward_;
  dnnl::eltwise_backward backward_;
  GradientSink sink_;
};

class AddStep final : public FusedStep {
 public:
  AddStep(bool relu, FusedValue& left, FusedValue& right, FusedValue& output)
      : relu_(relu), left_(left), output_(output) {
    const memory::desc layout = left.data.get_desc();
    right_ = Reordered(right.data, layout);
    output.data = memory(layout, OneDnnEngine());
    // What only this step reads has the sum's gradient.
    const bool shared = left.readers == 1 && left.gradient;
    output.gradient = shared ? left.gradient : memory(layout, OneDnnEngine());
    if (!shared) sinks_[0] = GradientSink(left, layout);
    sinks_[1] = GradientSink(right, layout);
    if (relu) backward_ = ReluBackward(layout);
    forward_ = dnnl::binary(
        {{dnnl::algorithm::binary_add, layout, layout, layout}, WithRelu(relu), OneDnnEngine()});
  }
  void Forward() override {
    right_.Update();
    forward_.execute(OneDnnStream(), {{DNNL_ARG_SRC_0, left_.data},
                                      {DNNL_ARG_SRC_1, right_.get()},
                                      {DNNL_ARG_DST, output_.data}});
  }
  void Backward() override {
    if (relu_) backward_.Execute(output_, output_.gradient);
    for (GradientSink& sink : sinks_) {
      if (!sink.wanted()) continue;
      Reorder(output_.gradient, sink.target());
      sink.Add();
    }
  }

 private:
  const bool relu_;
  FusedValue& left_;
  FusedValue& output_;
  Reordered right_;
  dnnl::binary forward_;
  ReluBackward backward_;
  GradientSink sinks_[2];
};

}  // namespace

std::unique_ptr<FusedStep> MakeActivationStep(const GraphOp& op, FusedValue& input,
                                              FusedValue& output) {
  using dnnl::algorithm;
  if (op.kind == GraphOpKind::kScale) {
    return std::make_unique<ActivationStep>(algorithm::eltwise_linear, static_cast<float>(op.scale),
                                            input, output);
  }
  const bool gelu = op.kind == GraphOpKind::kGelu;
  return std::make_unique<ActivationStep>(
      gelu ? algorithm::eltwise_gelu_erf : algorithm::eltwise_relu, 0.0f, input, output);
}

std::unique_ptr<FusedStep> MakeAddStep(bool relu, FusedValue& left, FusedValue& right,
                                       FusedValue& output) {
  return std::make_unique<AddStep>(relu, left, right, output);
}

}  // namespace stride
