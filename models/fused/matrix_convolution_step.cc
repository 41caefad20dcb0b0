#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "stride/models/fused/columns.h"
#include "stride/models/fused/convolution_parts.h"
#include "stride/models/fused/gradient.h"
#include "stride/models/fused/product.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using c10::BFloat16;
using dnnl::memory;

// weight: [out, in, kh, kw] in channels_last, which is a matrix [out, kh * kw * in].
class MatrixConvolutionStep final : public FusedStep {
 public:
  MatrixConvolutionStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : grid_(GridOf(op, input.data.get_desc().dims())), output_(output), weight_(op.tensors[0]) {
    parameters = {weight_};
    constexpr auto kType = memory::data_type::bf16;
    const memory::dims sizes = {grid_.batch, op.sizes[0], op.sizes[1], op.sizes[2]};
    const memory::desc maps(input.data.get_desc().dims(), kType, memory::format_tag::nhwc);
    const memory::desc results(sizes, kType, memory::format_tag::nhwc);
    source_ = Reordered(input.data, maps, in_forward);
    output.data = Unplaced(results);
    output.gradient = Unplaced(results);
    sink_ = GradientSink(input, maps, in_backward);

    const int64_t out = op.sizes[0];
    const memory::desc columns = Matrix(grid_.rows(), grid_.columns(), kType);
    const memory::desc by_channel = Matrix(grid_.rows(), out, kType);
    const memory::desc kernel = Matrix(out, grid_.columns(), kType);
    const memory::desc exact = Matrix(out, grid_.columns(), memory::data_type::f32);
    columns_ = Unplaced(columns);
    in_forward.push_back(columns_);
    kernel_ = Reordered({exact, OneDnnEngine(), weight_.data_ptr()}, kernel, in_both);
    forward_ = Product(columns, Transposed(kernel), by_channel);
    weights_ = MakeTileGradient(op, input, output, in_backward);
    input.kept = true;
    if (!sink_.wanted()) return;
    columns_gradient_ = Unplaced(columns);
    in_backward.push_back(columns_gradient_);
    backward_data_ = Product(by_channel, kernel, columns);
  }

  void Forward() override {
    source_.Update();
    kernel_.Update();
    MakeColumns(grid_, Elements<BFloat16>(source_.get()), Elements<BFloat16>(columns_));
    forward_.Execute(Elements<BFloat16>(columns_), Elements<BFloat16>(kernel_.get()),
                     Elements<BFloat16>(output_.data));
  }

  void Backward() override {
    if (weight_.requires_grad()) {
      gradients = {at::empty_like(weight_)};
      weights_->Execute(gradients[0], {});
    }
    if (!sink_.wanted()) return;
    backward_data_.Execute(Elements<BFloat16>(output_.gradient), Elements<BFloat16>(kernel_.get()),
                           Elements<BFloat16>(columns_gradient_));
    SumColumns(grid_, Elements<BFloat16>(columns_gradient_), Elements<BFloat16>(sink_.target()));
    sink_.Add();
  }

 private:
  const WindowGrid grid_;
  FusedValue& output_;
  const at::Tensor weight_;
  Reordered source_;
  Reordered kernel_;  // rounded
  memory columns_, columns_gradient_;
  Product forward_, backward_data_;
  std::unique_ptr<WeightsGradient> weights_;
  GradientSink sink_;
};

}  // namespace

bool SuitsMatrices(const GraphOp& op, const FusedValue& input) {
  const memory::desc maps = input.data.get_desc();
  return maps.data_type() == memory::data_type::bf16 && HasMatrixUnit() && maps.dims()[1] >= 64 &&
         op.kernel[0] * op.kernel[1] > 1 && op.sizes[1] * op.sizes[2] <= 16 && op.groups == 1 &&
         op.dilation == std::array<int64_t, 2>{1, 1} && !op.tensors[1].defined() &&
         op.tensors[0].is_contiguous(at::MemoryFormat::ChannelsLast);
}

std::unique_ptr<FusedStep> MakeMatrixConvolutionStep(const GraphOp& op, FusedValue& input,
                                                     FusedValue& output) {
  return std::make_unique<MatrixConvolutionStep>(op, input, output);
}

}  // namespace stride
