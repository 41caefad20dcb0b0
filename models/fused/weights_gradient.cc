#include <algorithm>

#include "stride/models/fused/batch_norm.h"
#include "stride/models/fused/columns.h"
#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/tile_gradient.h"

namespace stride {
namespace {

using c10::BFloat16;
using dnnl::memory;

// bfloat16 is slower than float32 for the weights' gradient of small maps, and less exact.
memory::data_type ExactType(const GraphOp& op, const memory::desc& input) {
  const bool small = IsPlain3x3(op, input) && op.sizes[1] <= 4;
  return small ? memory::data_type::f32 : input.data_type();
}

// oneDNN's own.
class BackwardWeights final : public WeightsGradient {
 public:
  BackwardWeights(const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward,
                  const FusedValue& input, const FusedValue& output, std::vector<memory>& memories)
      : groups_(op.groups) {
    const memory::desc given = input.data.get_desc();
    const memory::desc kernel =
        AnyLayout(DescribeTensor(op.tensors[0], op.groups), memory::data_type::f32);
    const memory::data_type exact = ExactType(op, given);
    const memory::desc source = AnyLayout(given, exact);
    const memory::desc result = AnyLayout(output.gradient.get_desc(), exact);
    const ConvolutionWindows w = WindowsOf(op, given.dims());
    using Pass = dnnl::convolution_backward_weights;
    const auto pass = MakePass(op, "weights", given, exact, [&](dnnl::algorithm algorithm) {
      return Pass::primitive_desc(
          op.tensors[1].defined()
              ? Pass::desc(algorithm, source, kernel, DescribeTensor(op.tensors[1]), result,
                           w.stride, w.dilation, w.before, w.after)
              : Pass::desc(algorithm, source, kernel, result, w.stride, w.dilation, w.before,
                           w.after),
          OneDnnEngine(), forward);
    });
    pass_ = Pass(pass);
    source_ = Reordered(input.data, pass.src_desc(), memories);
    gradient_ = Reordered(output.gradient, pass.diff_dst_desc(), memories);
    kernel_ = Unplaced(pass.diff_weights_desc());
    memories.push_back(kernel_);
  }

  void Execute(const at::Tensor& weights, const at::Tensor& bias) override {
    source_.Update();
    gradient_.Update();
    std::unordered_map<int, memory> arguments = {{DNNL_ARG_SRC, source_.get()},
                                                 {DNNL_ARG_DIFF_DST, gradient_.get()},
                                                 {DNNL_ARG_DIFF_WEIGHTS, kernel_}};
    if (bias.defined()) arguments[DNNL_ARG_DIFF_BIAS] = WrapTensor(bias);
    pass_.execute(OneDnnStream(), arguments);
    if (weights.defined()) Reorder(kernel_, WrapTensor(weights, groups_));
  }

 private:
  const int64_t groups_;
  dnnl::convolution_backward_weights pass_;
  Reordered source_, gradient_;
  memory kernel_;
};

void SumBias(const memory& gradient, const at::Tensor& bias) {
  const MapsLayout layout = MapsLayoutOf(gradient.get_desc());
  std::vector<float> sums(layout.groups() * 16);
  if (gradient.get_desc().data_type() == memory::data_type::bf16) {
    ChannelSums(layout, Elements<BFloat16>(gradient), sums.data());
  } else {
    ChannelSums(layout, Elements<float>(gradient), sums.data());
  }
  std::copy_n(sums.begin(), layout.channels, bias.data_ptr<float>());
}

// Where the weights are not trained.
class BiasAlone final : public WeightsGradient {
 public:
  explicit BiasAlone(const FusedValue& output) : output_(output) {}
  void Execute(const at::Tensor& /*weights*/, const at::Tensor& bias) override {
    SumBias(output_.gradient, bias);
  }

 private:
  const FusedValue& output_;
};

class Tiles final : public WeightsGradient {
 public:
  Tiles(const GraphOp& op, const FusedValue& input, const FusedValue& output,
        std::vector<memory>& memories)
      : pass_(GridOf(op, input.data.get_desc().dims()), op.sizes[0]) {
    constexpr auto kType = memory::data_type::bf16;
    source_ = Reordered(input.data, {input.data.get_desc().dims(), kType, memory::format_tag::nhwc},
                        memories);
    gradient_ =
        Reordered(output.gradient,
                  {output.gradient.get_desc().dims(), kType, memory::format_tag::nhwc}, memories);
    scratch_ = UnplacedBytes(pass_.scratch_bytes());
    memories.push_back(scratch_);
  }

  void Execute(const at::Tensor& weights, const at::Tensor& bias) override {
    source_.Update();
    gradient_.Update();
    if (weights.defined()) {
      pass_.Compute(Elements<BFloat16>(source_.get()), Elements<BFloat16>(gradient_.get()),
                    weights.data_ptr<float>(), scratch_.get_data_handle());
    }
    if (bias.defined()) SumBias(gradient_.get(), bias);
  }

 private:
  const TileGradient pass_;
  Reordered source_, gradient_;
  memory scratch_;
};

// Wide maps waste no part of oneDNN's tiles.
bool SuitsTiles(const GraphOp& op, const FusedValue& input) {
  const memory::desc maps = input.data.get_desc();
  return maps.data_type() == memory::data_type::bf16 && HasMatrixUnit() && maps.dims()[1] >= 16 &&
         op.sizes[2] <= 32 && op.groups == 1 && op.dilation == std::array<int64_t, 2>{1, 1} &&
         op.tensors[0].is_contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

std::unique_ptr<WeightsGradient> MakeTileGradient(const GraphOp& op, const FusedValue& input,
                                                  const FusedValue& output,
                                                  std::vector<memory>& memories) {
  return std::make_unique<Tiles>(op, input, output, memories);
}

std::unique_ptr<WeightsGradient> MakeWeightsGradient(
    const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward,
    const FusedValue& input, const FusedValue& output, std::vector<memory>& memories) {
  if (!op.tensors[0].requires_grad() && op.tensors[1].defined() && SuitsVectors(output)) {
    return std::make_unique<BiasAlone>(output);
  }
  if (SuitsTiles(op, input)) return MakeTileGradient(op, input, output, memories);
  return std::make_unique<BackwardWeights>(op, forward, input, output, memories);
}

}  // namespace stride
