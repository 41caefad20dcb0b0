#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

dnnl::algorithm AlgorithmOf(const GraphOp& op) {
  if (op.kind == GraphOpKind::kMaxPool) return dnnl::algorithm::pooling_max;
  return op.count_padding ? dnnl::algorithm::pooling_avg_include_padding
                          : dnnl::algorithm::pooling_avg_exclude_padding;
}

class PoolingStep final : public FusedStep {
 public:
  PoolingStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : input_(input), output_(output) {
    const memory::desc layout = input.data.get_desc();
    const memory::dims in = layout.dims();
    memory::dims kernel, stride, before, after;
    for (size_t i = 0; i < 2; ++i) {
      const bool global = op.kind == GraphOpKind::kGlobalAveragePool;
      kernel.push_back(global ? in[i + 2] : op.kernel[i]);
      stride.push_back(op.stride[i]);
      before.push_back(op.padding[i]);
      after.push_back(PaddingBehind(op, i, kernel[i], in[i + 2]));
    }
    const memory::desc result({in[0], in[1], op.sizes[1], op.sizes[2]}, layout.data_type(),
                              memory::format_tag::any);
    const dnnl::pooling_forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, AlgorithmOf(op), layout, result, stride, kernel, before,
         after},
        OneDnnEngine());
    forward_ = dnnl::pooling_forward(forward);
    workspace_ = Unplaced(forward.workspace_desc());
    in_both.push_back(workspace_);
    output.data = Unplaced(forward.dst_desc());
    output.gradient = Unplaced(forward.dst_desc());
    const dnnl::pooling_backward::primitive_desc backward(
        {AlgorithmOf(op), layout, forward.dst_desc(), stride, kernel, before, after},
        OneDnnEngine(), forward);
    backward_ = dnnl::pooling_backward(backward);
    sink_ = GradientSink(input, backward.diff_src_desc(), in_backward);
  }

  void Forward() override {
    forward_.execute(OneDnnStream(), {{DNNL_ARG_SRC, input_.data},
                                      {DNNL_ARG_WORKSPACE, workspace_},
                                      {DNNL_ARG_DST, output_.data}});
  }
  void Backward() override {
    if (!sink_.wanted()) return;
    backward_.execute(OneDnnStream(), {{DNNL_ARG_DIFF_DST, output_.gradient},
                                       {DNNL_ARG_WORKSPACE, workspace_},
                                       {DNNL_ARG_DIFF_SRC, sink_.target()}});
    sink_.Add();
  }

 private:
  FusedValue& input_;
  FusedValue& output_;
  memory workspace_;
  dnnl::pooling_forward forward_;
  dnnl::pooling_backward backward_;
  GradientSink sink_;
};

}  // namespace

std::unique_ptr<FusedStep> MakePoolingStep(const GraphOp& op, FusedValue& input,
                                           FusedValue& output) {
  if (op.kind == GraphOpKind::kMaxPool) {
    std::unique_ptr<FusedStep> step = TryMaxPoolStep(op, input, output);
    if (step != nullptr) return step;
  }
  return std::make_unique<PoolingStep>(op, input, output);
}

}  // namespace stride
