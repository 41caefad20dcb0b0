#include <ATen/ops/empty_like.h>

#include "stride/models/fused/gradient.h"
#include "stride/models/fused/relu_backward.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;
using RowsTag = memory::format_tag;

// Maps as rows of numbers, in the order of [C, H, W].
class FlattenStep final : public FusedStep {
 public:
  FlattenStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : input_(input), output_(output) {
    const memory::desc maps = input.data.get_desc();
    const memory::desc rows({maps.dims()[0], op.sizes[0]}, maps.data_type(), RowsTag::ab);
    plain_ = {maps.dims(), maps.data_type(), RowsTag::abcd};
    output.data = Unplaced(rows);
    output.gradient = Unplaced(rows);
    sink_ = GradientSink(input, maps, in_backward);
  }
  void Forward() override { Reorder(input_.data, AsMaps(output_.data)); }
  void Backward() override {
    Reorder(AsMaps(output_.gradient), sink_.target());
    sink_.Add();
  }

 private:
  memory AsMaps(const memory& rows) const {
    return {plain_, OneDnnEngine(), rows.get_data_handle()};
  }

  FusedValue& input_;
  FusedValue& output_;
  memory::desc plain_;
  GradientSink sink_;
};

// Rows and weights as they lie in memory: for batches of training, oneDNN's products of those are
// as fast as of blocked ones, and nothing is re-ordered.
class LinearStep final : public FusedStep {
 public:
  LinearStep(const GraphOp& op, bool relu, FusedValue& input, FusedValue& output)
      : relu_(relu), input_(input), output_(output), weight_(op.tensors[0]), bias_(op.tensors[1]) {
    parameters.push_back(weight_);
    if (bias_.defined()) parameters.push_back(bias_);
    const memory::desc source = input.data.get_desc();
    const memory::data_type type = source.data_type();
    const memory::desc result({source.dims()[0], op.sizes[0]}, type, RowsTag::ab);
    const memory::desc exact = DescribeTensor(weight_);
    const memory::desc rounded(exact.dims(), type, RowsTag::ab);
    const memory::desc shift = bias_.defined() ? DescribeTensor(bias_) : memory::desc();

    const dnnl::inner_product_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, source, rounded, shift, result}, WithRelu(relu),
        OneDnnEngine());
    forward_ = dnnl::inner_product_forward(forward);
    rounded_weight_ = Reordered(WrapTensor(weight_), rounded, in_both);
    output.data = Unplaced(result);
    output.gradient = Unplaced(result);
    output.gradient_changes = relu;
    output.kept = relu;
    input.kept = true;
    if (relu) relu_backward_ = ReluBackward(result);
    backward_weights_ = dnnl::inner_product_backward_weights(
        {{source, {exact.dims(), memory::data_type::f32, RowsTag::ab}, shift, result},
         OneDnnEngine(),
         forward});
    if (!input.gradient) return;
    backward_data_ =
        dnnl::inner_product_backward_data({{source, rounded, result}, OneDnnEngine(), forward});
    sink_ = GradientSink(input, source, in_backward);
  }

  void Forward() override {
    rounded_weight_.Update();
    std::unordered_map<int, memory> arguments = {{DNNL_ARG_SRC, input_.data},
                                                 {DNNL_ARG_WEIGHTS, rounded_weight_.get()},
                                                 {DNNL_ARG_DST, output_.data}};
    if (bias_.defined()) arguments[DNNL_ARG_BIAS] = WrapTensor(bias_);
    forward_.execute(OneDnnStream(), arguments);
  }

  void Backward() override {
    if (relu_) relu_backward_.Execute(output_, output_.gradient);
    if (sink_.wanted()) {
      backward_data_.execute(OneDnnStream(), {{DNNL_ARG_DIFF_DST, output_.gradient},
                                              {DNNL_ARG_WEIGHTS, rounded_weight_.get()},
                                              {DNNL_ARG_DIFF_SRC, sink_.target()}});
      sink_.Add();
    }
    if (!weight_.requires_grad() && !(bias_.defined() && bias_.requires_grad())) return;
    gradients = {at::empty_like(weight_, at::MemoryFormat::Contiguous)};
    std::unordered_map<int, memory> arguments = {{DNNL_ARG_SRC, input_.data},
                                                 {DNNL_ARG_DIFF_DST, output_.gradient},
                                                 {DNNL_ARG_DIFF_WEIGHTS, WrapTensor(gradients[0])}};
    if (bias_.defined()) {
      gradients.push_back(at::empty_like(bias_));
      arguments[DNNL_ARG_DIFF_BIAS] = WrapTensor(gradients[1]);
    }
    backward_weights_.execute(OneDnnStream(), arguments);
  }

 private:
  const bool relu_;
  FusedValue& input_;
  FusedValue& output_;
  const at::Tensor weight_;
  const at::Tensor bias_;
  dnnl::inner_product_forward forward_;
  dnnl::inner_product_backward_weights backward_weights_;
  dnnl::inner_product_backward_data backward_data_;
  ReluBackward relu_backward_;
  Reordered rounded_weight_;
  GradientSink sink_;
};

}  // namespace

std::unique_ptr<FusedStep> MakeFlattenStep(const GraphOp& op, FusedValue& input,
                                           FusedValue& output) {
  return std::make_unique<FlattenStep>(op, input, output);
}

std::unique_ptr<FusedStep> MakeLinearStep(const GraphOp& op, bool relu, FusedValue& input,
                                          FusedValue& output) {
  return std::make_unique<LinearStep>(op, relu, input, output);
}

}  // namespace stride
