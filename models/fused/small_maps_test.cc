#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <vector>

#include "stride/models/fused/plan_memory.h"
#include "stride/models/fused/step.h"

namespace stride {
namespace {

using dnnl::memory;

struct Case {
  int64_t side, stride, padding;
  memory::data_type type;
};

GraphOp Convolution(const at::Tensor& weight, const Case& of, int64_t side) {
  GraphOp op;
  op.kind = GraphOpKind::kConvolution;
  op.tensors = {weight, at::Tensor()};
  op.sizes = {weight.size(0), side, side};
  op.kernel = {3, 3};
  op.stride = {of.stride, of.stride};
  op.padding = {of.padding, of.padding};
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

void ExpectNear(const at::Tensor& found, const at::Tensor& expected, double bound) {
  EXPECT_LT(found.sub(expected).norm().item<double>(), bound * expected.norm().item<double>());
}

// Convolutions of small maps as products of matrices.
class SmallMaps : public ::testing::TestWithParam<Case> {};

TEST_P(SmallMaps, ConvolutionIsLibTorchs) {
  const Case of = GetParam();
  at::manual_seed(1);
  const at::Tensor images = at::randn({3, 64, of.side, of.side}).requires_grad_();
  const at::Tensor weight =
      at::randn({32, 64, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_();
  const at::Tensor expected = at::conv2d(images, weight, {}, of.stride, of.padding);
  const at::Tensor gradient = at::randn(expected.sizes());
  expected.backward(gradient);

  std::deque<FusedValue> values(2);
  FusedValue& input = values[0];
  FusedValue& output = values[1];
  input.data = ByPixel(images.detach(), of.type);
  input.gradient = ByPixel(at::full(images.sizes(), 7.0f), of.type);
  input.readers = 1;
  std::vector<std::unique_ptr<FusedStep>> steps;
  const auto make =
      of.type == memory::data_type::f32 ? MakeTapConvolutionStep : MakeMatrixConvolutionStep;
  try {
    steps.push_back(make(Convolution(weight, of, expected.size(2)), input, output));
  } catch (const dnnl::error& error) {
    GTEST_SKIP() << "no bfloat16 here: " << error.what();
  }
  output.producer = 0;
  output.last_reader = 1;
  const MemoryBlock block = PlaceMemory(values, steps);
  FusedStep& step = *steps[0];
  step.Forward();
  const double bound = of.type == memory::data_type::f32 ? 1e-6 : 0.01;
  ExpectNear(Read(output.data), expected.detach(), bound);
  Reorder(WrapTensor(gradient), output.gradient);
  step.Backward();
  ExpectNear(step.gradients[0], weight.grad(), bound);
  ExpectNear(Read(input.gradient), images.grad(), bound);
}

constexpr auto kBf16 = memory::data_type::bf16;
constexpr auto kF32 = memory::data_type::f32;

// The last three have inputs, weights and outputs that meet nothing.
INSTANTIATE_TEST_SUITE_P(All, SmallMaps,
                         ::testing::Values(Case{4, 1, 1, kBf16}, Case{4, 2, 1, kBf16},
                                           Case{4, 2, 1, kF32}, Case{2, 1, 1, kF32},
                                           Case{3, 1, 1, kF32}, Case{4, 2, 0, kF32},
                                           Case{1, 1, 1, kF32}, Case{1, 3, 3, kF32}));

}  // namespace
}  // namespace stride
