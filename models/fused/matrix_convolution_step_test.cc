#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <tuple>
#include <vector>

#include "stride/models/fused/plan_memory.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

GraphOp Convolution(const at::Tensor& weight, int64_t stride, int64_t side) {
  GraphOp op;
  op.kind = GraphOpKind::kConvolution;
  op.tensors = {weight, at::Tensor()};
  op.sizes = {weight.size(0), side, side};
  op.kernel = {3, 3};
  op.stride = {stride, stride};
  op.padding = {1, 1};
  return op;
}

memory ByPixel(const at::Tensor& maps, memory::data_type type) {
  const memory::desc layout(maps.sizes().vec(), type, memory::format_tag::nhwc);
  memory copy(layout, OneDnnEngine());
  Reorder(WrapTensor(maps), copy);
  return copy;
}

at::Tensor Read(const memory& maps) {
  at::Tensor tensor = at::empty(maps.get_desc().dims());
  Reorder(maps, WrapTensor(tensor));
  return tensor;
}

void ExpectNear(const at::Tensor& found, const at::Tensor& expected) {
  EXPECT_LT(found.sub(expected).norm().item<double>(), 0.01 * expected.norm().item<double>());
}

using Parameters = std::tuple<int64_t, memory::data_type>;

class MatrixConvolution : public ::testing::TestWithParam<Parameters> {};

TEST_P(MatrixConvolution, IsLibTorchsConvolution) {
  const auto [stride, type] = GetParam();
  at::manual_seed(1);
  const at::Tensor images = at::randn({3, 64, 4, 4}).requires_grad_();
  const at::Tensor weight =
      at::randn({32, 64, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_();
  const at::Tensor expected = at::conv2d(images, weight, {}, stride, 1);
  const at::Tensor gradient = at::randn(expected.sizes());
  expected.backward(gradient);

  std::deque<FusedValue> values(2);
  FusedValue& input = values[0];
  FusedValue& output = values[1];
  input.data = ByPixel(images.detach(), type);
  input.gradient = ByPixel(at::full({3, 64, 4, 4}, 7.0f), type);
  input.readers = 1;
  std::vector<std::unique_ptr<FusedStep>> steps;
  try {
    steps.push_back(
        MakeMatrixConvolutionStep(Convolution(weight, stride, expected.size(2)), input, output));
  } catch (const dnnl::error& error) {
    GTEST_SKIP() << "no bfloat16 here: " << error.what();
  }
  output.producer = 0;
  output.last_reader = 1;
  const at::Tensor block = PlaceMemory(values, steps);
  FusedStep& step = *steps[0];
  step.Forward();
  ExpectNear(Read(output.data), expected.detach());
  Reorder(WrapTensor(gradient), output.gradient);
  step.Backward();
  ExpectNear(step.gradients[0], weight.grad());
  ExpectNear(Read(input.gradient), images.grad());
}

INSTANTIATE_TEST_SUITE_P(StridesAndTypes, MatrixConvolution,
                         ::testing::Combine(::testing::Values(1, 2),
                                            ::testing::Values(memory::data_type::bf16,
                                                              memory::data_type::f32)));

}  // namespace
}  // namespace stride
