#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;
using dnnl::normalization_flags;

class BatchNormStep final : public FusedStep {
 public:
  BatchNormStep(const GraphOp& op, bool relu, FusedValue& input, FusedValue& output)
      : op_(op),
        input_(input),
        output_(output),
        mean_(at::empty_like(op.tensors[2])),
        variance_(at::empty_like(op.tensors[3])) {
    parameters = {op.tensors[0], op.tensors[1]};
    const memory::desc layout = input.data.get_desc();
    auto flags = normalization_flags::use_scale | normalization_flags::use_shift;
    if (relu) flags |= normalization_flags::fuse_norm_relu;
    const auto epsilon = static_cast<float>(op.epsilon);
    const dnnl::batch_normalization_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, layout, epsilon, flags}, OneDnnEngine());
    forward_ = dnnl::batch_normalization_forward(forward);
    workspace_ = Unplaced(forward.workspace_desc());
    in_both.push_back(workspace_);
    input.kept = true;
    output.data = Unplaced(forward.dst_desc());
    output.gradient = Unplaced(forward.dst_desc());
    const dnnl::batch_normalization_backward::primitive_desc backward(
        {dnnl::prop_kind::backward, layout, layout, epsilon, flags}, OneDnnEngine(), forward);
    backward_ = dnnl::batch_normalization_backward(backward);
    sink_ = GradientSink(input, backward.diff_src_desc(), in_backward);
    if (sink_.wanted()) return;
    unwanted_ = Unplaced(backward.diff_src_desc());
    in_backward.push_back(unwanted_);
  }

  void Forward() override {
    forward_.execute(OneDnnStream(), {{DNNL_ARG_SRC, input_.data},
                                      {DNNL_ARG_SCALE, WrapTensor(parameters[0])},
                                      {DNNL_ARG_SHIFT, WrapTensor(parameters[1])},
                                      {DNNL_ARG_MEAN, WrapTensor(mean_)},
                                      {DNNL_ARG_VARIANCE, WrapTensor(variance_)},
                                      {DNNL_ARG_WORKSPACE, workspace_},
                                      {DNNL_ARG_DST, output_.data}});
    const memory::dims sizes = input_.data.get_desc().dims();
    const double count = static_cast<double>(sizes[0] * sizes[2] * sizes[3]);
    op_.tensors[2].lerp_(mean_, op_.momentum);
    op_.tensors[3].lerp_(variance_.mul(count / (count - 1)), op_.momentum);
  }

  void Backward() override {
    gradients = {at::empty_like(parameters[0]), at::empty_like(parameters[1])};
    backward_.execute(OneDnnStream(),
                      {{DNNL_ARG_SRC, input_.data},
                       {DNNL_ARG_MEAN, WrapTensor(mean_)},
                       {DNNL_ARG_VARIANCE, WrapTensor(variance_)},
                       {DNNL_ARG_SCALE, WrapTensor(parameters[0])},
                       {DNNL_ARG_SHIFT, WrapTensor(parameters[1])},
                       {DNNL_ARG_WORKSPACE, workspace_},
                       {DNNL_ARG_DIFF_DST, output_.gradient},
                       {DNNL_ARG_DIFF_SRC, sink_.wanted() ? sink_.target() : unwanted_},
                       {DNNL_ARG_DIFF_SCALE, WrapTensor(gradients[0])},
                       {DNNL_ARG_DIFF_SHIFT, WrapTensor(gradients[1])}});
    if (sink_.wanted()) sink_.Add();
  }

 private:
  const GraphOp op_;
  FusedValue& input_;
  FusedValue& output_;
  const at::Tensor mean_;
  const at::Tensor variance_;
  memory workspace_;
  dnnl::batch_normalization_forward forward_;
  dnnl::batch_normalization_backward backward_;
  GradientSink sink_;
  memory unwanted_;  // oneDNN computes the input's gradient also where nobody wants it
};

}  // namespace

std::unique_ptr<FusedStep> MakeBatchNormStep(const GraphOp& op, bool relu, FusedValue& input,
                                             FusedValue& output) {
  return std::make_unique<BatchNormStep>(op, relu, input, output);
}

}  // namespace stride
