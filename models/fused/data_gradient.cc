#include <c10/util/BFloat16.h>

#include <array>

#include "stride/models/fused/columns.h"
#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/gradient.h"

namespace stride {
namespace {

using dnnl::memory;

// oneDNN's own.
class BackwardData final : public DataGradient {
 public:
  BackwardData(const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward,
               FusedValue& input, const FusedValue& output, std::vector<memory>& memories) {
    const memory::desc given = input.data.get_desc();
    const memory::data_type type = given.data_type();
    const memory::desc kernel = DescribeTensor(op.tensors[0], op.groups);
    const ConvolutionWindows w = WindowsOf(op, given.dims());
    const auto backward = MakePass(op, "data", given, type, [&](dnnl::algorithm algorithm) {
      return dnnl::convolution_backward_data::primitive_desc(
          {algorithm, AnyLayout(given, type), AnyLayout(kernel, type),
           AnyLayout(output.data.get_desc(), type), w.stride, w.dilation, w.before, w.after},
          OneDnnEngine(), forward);
    });
    backward_ = dnnl::convolution_backward_data(backward);
    kernel_ = Reordered(WrapTensor(op.tensors[0], op.groups), backward.weights_desc(), memories);
    gradient_ = Reordered(output.gradient, backward.diff_dst_desc(), memories);
    sink_ = GradientSink(input, backward.diff_src_desc(), memories);
  }

  void Execute() override {
    kernel_.Update();
    gradient_.Update();
    backward_.execute(OneDnnStream(), {{DNNL_ARG_DIFF_DST, gradient_.get()},
                                       {DNNL_ARG_WEIGHTS, kernel_.get()},
                                       {DNNL_ARG_DIFF_SRC, sink_.target()}});
    sink_.Add();
  }

 private:
  dnnl::convolution_backward_data backward_;
  Reordered kernel_, gradient_;
  GradientSink sink_;
};

// The convolution of the output's gradient with filters that are turned by 180 degrees and have
// their input and output channels exchanged: oneDNN 2's AMX has faster forward passes than backward
// ones.
class TurnedConvolution final : public DataGradient {
 public:
  TurnedConvolution(const GraphOp& op, FusedValue& input, const FusedValue& output,
                    std::vector<memory>& memories)
      : input_(input), weight_(op.tensors[0]) {
    const memory::data_type type = memory::data_type::bf16;
    const memory::dims sizes = {weight_.size(1), weight_.size(0), op.kernel[0], op.kernel[1]};
    const memory::desc gradient = input.gradient.get_desc();
    const ConvolutionWindows w = WindowsOf(op, gradient.dims());
    memory::dims before, after;
    for (size_t i = 0; i < 2; ++i) {
      before.push_back(op.kernel[i] - 1 - w.before[i]);
      after.push_back(op.kernel[i] - 1 - w.after[i]);
    }
    dnnl::primitive_attr adding;
    dnnl::post_ops sum;
    sum.append_sum(1.0f);
    adding.set_post_ops(sum);
    for (const bool adds : {false, true}) {
      const dnnl::convolution_forward::primitive_desc forward(
          {dnnl::prop_kind::forward_inference,
           dnnl::algorithm::convolution_direct,
           AnyLayout(output.data.get_desc(), type),
           {sizes, type, memory::format_tag::any},
           gradient,
           w.stride,
           w.dilation,
           before,
           after},
          adds ? adding : dnnl::primitive_attr(), OneDnnEngine());
      forward_[adds] = dnnl::convolution_forward(forward);
      if (adds) continue;
      gradient_ = Reordered(output.gradient, forward.src_desc(), memories);
      turned_ = Unplaced({sizes, type, memory::format_tag::acdb});
      memories.push_back(turned_);
      kernel_ = Reordered(turned_, forward.weights_desc(), memories);
    }
  }

  void Execute() override {
    TurnFilters({weight_.size(0), weight_.size(2), weight_.size(3), weight_.size(1)},
                weight_.data_ptr<float>(), Elements<c10::BFloat16>(turned_));
    kernel_.Update();
    gradient_.Update();
    forward_[input_.has_gradient].execute(OneDnnStream(), {{DNNL_ARG_SRC, gradient_.get()},
                                                           {DNNL_ARG_WEIGHTS, kernel_.get()},
                                                           {DNNL_ARG_DST, input_.gradient}});
    input_.has_gradient = true;
  }

 private:
  FusedValue& input_;
  const at::Tensor weight_;
  std::array<dnnl::convolution_forward, 2> forward_;  // writes, adds
  Reordered gradient_;
  memory turned_;
  Reordered kernel_;
};

bool SuitsTurning(const GraphOp& op, const FusedValue& input) {
  const std::array<int64_t, 2> one = {1, 1};
  return HasMatrixUnit() && input.data.get_desc().data_type() == memory::data_type::bf16 &&
         op.stride == one && op.dilation == one && op.groups == 1 && op.padding[0] < op.kernel[0] &&
         op.padding[1] < op.kernel[1] &&
         op.tensors[0].is_contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

std::unique_ptr<DataGradient> MakeDataGradient(
    const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward, FusedValue& input,
    const FusedValue& output, std::vector<memory>& memories) {
  if (SuitsTurning(op, input))
    return std::make_unique<TurnedConvolution>(op, input, output, memories);
  return std::make_unique<BackwardData>(op, forward, input, output, memories);
}

}  // namespace stride
