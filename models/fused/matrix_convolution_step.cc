#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "stride/models/fused/columns.h"
#include "stride/models/fused/gradient.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

memory::desc Matrix(int64_t rows, int64_t columns, memory::data_type type) {
  return {{rows, columns}, type, memory::format_tag::ab};
}

// The same memory, read with rows and columns exchanged.
memory::desc Transposed(const memory::desc& matrix) {
  return {{matrix.dims()[1], matrix.dims()[0]}, matrix.data_type(), memory::format_tag::ba};
}

// left * right = product, of matrices in these layouts.
class Product {
 public:
  Product() = default;
  Product(const memory::desc& left, const memory::desc& right, const memory::desc& product)
      : left_(left),
        right_(right),
        product_(product),
        primitive_(dnnl::matmul::primitive_desc({left, right, product}, OneDnnEngine())) {}

  void Execute(void* left, void* right, void* product) const {
    primitive_.execute(OneDnnStream(), {{DNNL_ARG_SRC, {left_, OneDnnEngine(), left}},
                                        {DNNL_ARG_WEIGHTS, {right_, OneDnnEngine(), right}},
                                        {DNNL_ARG_DST, {product_, OneDnnEngine(), product}}});
  }

 private:
  memory::desc left_, right_, product_;
  dnnl::matmul primitive_;
};

WindowGrid GridOf(const GraphOp& op, const memory::dims& input) {
  WindowGrid grid;
  grid.batch = input[0];
  grid.channels = input[1];
  grid.image = {input[2], input[3]};
  grid.windows = {op.sizes[1], op.sizes[2]};
  grid.kernel = op.kernel;
  grid.stride = op.stride;
  grid.padding = op.padding;
  return grid;
}

// weight: [out, in, kh, kw] in channels_last, which is a matrix [out, kh * kw * in]. Number: that
// of the maps.
template <typename Number>
class MatrixConvolutionStep final : public FusedStep {
 public:
  MatrixConvolutionStep(const GraphOp& op, FusedValue& input, FusedValue& output)
      : grid_(GridOf(op, input.data.get_desc().dims())), output_(output), weight_(op.tensors[0]) {
    parameters = {weight_};
    const memory::data_type type = input.data.get_desc().data_type();
    const memory::dims sizes = {grid_.batch, op.sizes[0], op.sizes[1], op.sizes[2]};
    const memory::desc maps(input.data.get_desc().dims(), type, memory::format_tag::nhwc);
    const memory::desc results(sizes, type, memory::format_tag::nhwc);
    source_ = Reordered(input.data, maps, in_forward);
    output.data = Unplaced(results);
    output.gradient = Unplaced(results);
    sink_ = GradientSink(input, maps, in_backward);

    const int64_t out = op.sizes[0];
    const memory::desc columns = Matrix(grid_.rows(), grid_.columns(), type);
    const memory::desc by_channel = Matrix(grid_.rows(), out, type);
    const memory::desc kernel = Matrix(out, grid_.columns(), type);
    const memory::desc exact = Matrix(out, grid_.columns(), memory::data_type::f32);
    columns_ = Unplaced(columns);
    in_both.push_back(columns_);
    kernel_ = Reordered({exact, OneDnnEngine(), weight_.data_ptr()}, kernel, in_both);
    forward_ = Product(columns, Transposed(kernel), by_channel);
    backward_weights_ = Product(Transposed(by_channel), columns, exact);
    if (sink_.wanted()) backward_data_ = Product(by_channel, kernel, columns);
  }

  void Forward() override {
    source_.Update();
    kernel_.Update();
    MakeColumns(grid_, Elements(source_.get()), Elements(columns_));
    forward_.Execute(Elements(columns_), Elements(kernel_.get()), Elements(output_.data));
  }

  void Backward() override {
    if (weight_.requires_grad()) {
      gradients = {at::empty_like(weight_)};
      backward_weights_.Execute(Elements(output_.gradient), Elements(columns_),
                                gradients[0].data_ptr());
    }
    if (!sink_.wanted()) return;
    backward_data_.Execute(Elements(output_.gradient), Elements(kernel_.get()), Elements(columns_));
    SumColumns(grid_, Elements(columns_), Elements(sink_.target()));
    sink_.Add();
  }

 private:
  static Number* Elements(const memory& memory) {
    return static_cast<Number*>(memory.get_data_handle());
  }

  const WindowGrid grid_;
  FusedValue& output_;
  const at::Tensor weight_;
  Reordered source_;
  Reordered kernel_;  // rounded
  memory columns_;    // of the input; once they are used, of its gradient
  Product forward_, backward_weights_, backward_data_;
  GradientSink sink_;
};

}  // namespace

bool SuitsMatrices(const GraphOp& op, const FusedValue& input) {
  const memory::desc maps = input.data.get_desc();
  const bool large = op.kernel[0] * op.kernel[1] > 1 && maps.dims()[1] >= 64;
  const bool rounded = maps.data_type() == memory::data_type::bf16;
  return (HasMatrixUnit() || !rounded) && large &&
         op.sizes[1] * op.sizes[2] <= (rounded ? 16 : 4) && op.groups == 1 &&
         op.dilation == std::array<int64_t, 2>{1, 1} && !op.tensors[1].defined() &&
         op.tensors[0].is_contiguous(at::MemoryFormat::ChannelsLast);
}

std::unique_ptr<FusedStep> MakeMatrixConvolutionStep(const GraphOp& op, FusedValue& input,
                                                     FusedValue& output) {
  if (input.data.get_desc().data_type() == memory::data_type::f32) {
    return std::make_unique<MatrixConvolutionStep<float>>(op, input, output);
  }
  return std::make_unique<MatrixConvolutionStep<c10::BFloat16>>(op, input, output);
}

}  // namespace stride
