#include "stride/models/layers/residual.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/squeeze_excitation.h"

namespace stride {
namespace {

Residual Doubled(double drop_probability) {
  Chain twice;
  twice->push_back([](const at::Tensor& x) { return x * 2; });
  return Residual("twice", twice, /*shortcut=*/true, drop_probability);
}

TEST(ResidualTest, AddsItsInput) {
  EXPECT_TRUE(Doubled(0)->forward(at::ones({2, 3})).equal(at::ones({2, 3}) * 3));
}

TEST(ResidualTest, LeavesOutTheBranchOfWholeExamplesWhileTraining) {
  Residual block = Doubled(0.75);
  const at::Tensor output = block->forward(at::ones({4000, 2}));
  const at::Tensor kept = output.select(1, 0) == 9;  // 1 + 2 / 0.25
  EXPECT_TRUE(output.select(1, 0).equal(output.select(1, 1)));
  EXPECT_TRUE((output.select(1, 0) == 1).logical_xor(kept).all().item<bool>());
  EXPECT_NEAR(kept.sum().item<double>(), 1000, 110);  // four deviations
  block->eval();
  EXPECT_TRUE(block->forward(at::ones({9, 2})).equal(at::ones({9, 2}) * 3));
}

TEST(ResidualTest, RejectsAProbabilityOfOne) { EXPECT_THROW(Doubled(1), c10::Error); }

TEST(SqueezeExcitationTest, ScalesChannelsByTheMean) {
  SqueezeExcitation layer(1, 1, Activation::kIdentity, Activation::kIdentity);
  auto parameters = layer->named_parameters();
  EXPECT_EQ(parameters.keys(),
            (std::vector<std::string>{"fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"}));
  for (auto& item : parameters) item.value().set_data(at::ones(item.value().sizes()));
  const at::Tensor images = at::ones({1, 1, 2, 2}).cumsum(2);  // 1, 1, 2, 2: mean 1.5
  EXPECT_TRUE(layer->forward(images).equal(images * 3.5));
}

TEST(SqueezeExcitationTest, IsTracedWithoutValues) {
  SqueezeExcitation layer(16, 4);
  const auto forward = [&](const at::Tensor& images) { return layer->forward(images); };
  const auto trace = TraceModule(*layer, forward, {16, 5, 5});
  ASSERT_TRUE(trace.ok()) << trace.status();
  EXPECT_EQ(trace->output, (std::vector<int64_t>{16, 5, 5}));
  EXPECT_EQ(trace->layers.size(), 3);
}

}  // namespace
}  // namespace stride
