#include "stride/models/layers/conv_norm_act.h"

#include <ATen/ops/eye.h>
#include <ATen/ops/linspace.h>

#include "gtest/gtest.h"
#include "stride/models/core/tracer.h"

namespace stride {
namespace {

TEST(ConvNormActTest, HasTorchvisionsNamesAndHalvesByStride) {
  Chain block = MakeConvNormAct({4, 8, 5, 2, 2, Activation::kReLU6});
  EXPECT_EQ(block->named_parameters().keys(),
            (std::vector<std::string>{"0.weight", "1.weight", "1.bias"}));
  EXPECT_EQ(block->named_parameters()["0.weight"].sizes(), (at::IntArrayRef{8, 2, 5, 5}));
  const auto forward = [&](const at::Tensor& images) { return block->forward(images); };
  const auto trace = TraceModule(*block, forward, {4, 7, 6});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->output, (std::vector<int64_t>{8, 4, 3}));
}

TEST(ConvNormActTest, AppendedLayersGoOnCounting) {
  Chain chain;
  AppendConvNormAct(chain, {4, 8});
  AppendConvNormAct(chain, {8, 8, 3, 1, 8, Activation::kIdentity});
  AppendConvNormAct(chain, {8, 2});
  EXPECT_EQ(chain->named_parameters().keys(),
            (std::vector<std::string>{"0.weight", "1.weight", "1.bias", "3.weight", "4.weight",
                                      "4.bias", "5.weight", "6.weight", "6.bias"}));
}

TEST(ConvNormActTest, NormalisesThenActivates) {
  ConvNormActOptions options{2, 2, 1};
  options.norm_epsilon = 0.5;
  Chain block = MakeConvNormAct(options);
  block->named_parameters()["0.weight"].set_data(at::eye(2).view({2, 2, 1, 1}));
  const at::Tensor images = at::linspace(-3, 3, 36).view({2, 2, 3, 3});
  const at::Tensor mean = images.mean({0, 2, 3}, /*keepdim=*/true);
  const at::Tensor variance = images.var({0, 2, 3}, /*unbiased=*/false, /*keepdim=*/true);
  const at::Tensor expected = ((images - mean) / (variance + 0.5).sqrt()).relu();
  EXPECT_TRUE(block->forward(images).allclose(expected, 1e-4, 1e-5));
}

}  // namespace
}  // namespace stride
