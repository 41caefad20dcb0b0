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
    output.data = Unplaced(layout);
    output.gradient = Unplaced(layout);
    const dnnl::eltwise_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, function, layout, factor}, OneDnnEngine());
    forward_ = dnnl::eltwise_forward(forward);
    backward_ =
        dnnl::eltwise_backward({{function, layout, layout, factor}, OneDnnEngine(), forward});
    sink_ = GradientSink(input, layout, in_backward);
    input.kept = true;
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

// Whether the right summand's gradient can begin as the sum's, in the same memory: all that changes
// it must come after the left one's producer has read it.
bool MaySharePast(const FusedValue& left, const FusedValue& right) {
  const bool last = right.readers_made == right.readers - 1;
  if (!right.gradient || !last || right.gradient.get_desc() != left.data.get_desc()) return false;
  if (left.gradient_of == nullptr) return true;  // it has a copy
  return !left.gradient_changes && right.last_reader < left.producer &&
         (!right.gradient_changes || right.producer < left.producer);
}

class AddStep final : public FusedStep {
 public:
  AddStep(bool relu, FusedValue& left, FusedValue& right, FusedValue& output)
      : relu_(relu), left_(left), right_value_(right), output_(output) {
    const memory::desc layout = left.data.get_desc();
    right_ = Reordered(right.data, layout, in_forward);
    output.data = Unplaced(layout);
    output.gradient = Unplaced(layout);
    output.gradient_changes = relu;
    output.kept = relu;
    // What only this step reads has the sum's gradient.
    if (left.readers == 1) {
      left.gradient_of = &output;
    } else {
      sinks_[0] = GradientSink(left, layout, in_backward);
    }
    if (MaySharePast(left, right)) {
      right.gradient_of = &output;
    } else {
      sinks_[1] = GradientSink(right, layout, in_backward);
    }
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
    left_.has_gradient |= left_.gradient_of == &output_;
    right_value_.has_gradient |= right_value_.gradient_of == &output_;
    for (GradientSink& sink : sinks_) {
      if (!sink.wanted()) continue;
      Reorder(output_.gradient, sink.target());
      sink.Add();
    }
  }

 private:
  const bool relu_;
  FusedValue& left_;
  FusedValue& right_value_;
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
  if (gelu && SuitsVectors(input)) return MakeGeluStep(input, output);
  return std::make_unique<ActivationStep>(
      gelu ? algorithm::eltwise_gelu_erf : algorithm::eltwise_relu, 0.0f, input, output);
}

std::unique_ptr<FusedStep> MakeAddStep(bool relu, FusedValue& left, FusedValue& right,
                                       FusedValue& output) {
  return std::make_unique<AddStep>(relu, left, right, output);
}

}  // namespace stride
