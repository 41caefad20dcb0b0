#include "stride/train/optimizer/adam.h"

#include <ATen/ops/linspace.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

at::Tensor Step(const AdamOptions& options, int steps, std::optional<double> momentum = {}) {
  at::Tensor parameter = at::tensor({1.0f, -2.0f});
  const auto optimizer = *MakeAdam(OptimizeAll({{"w", parameter}}), options);
  parameter.mutable_grad() = at::tensor({0.5f, -1e-3f});
  for (int i = 0; i < steps; ++i) optimizer->Step(0.1, momentum);
  return parameter;
}

// Under a gradient that stays the same, every step is the learning rate, whatever the gradient.
TEST(AdamTest, StepsAreAsLongAsTheLearningRate) {
  const at::Tensor parameter = Step({}, 3);
  EXPECT_NEAR(parameter[0].item<float>(), 0.7, 1e-5);
  EXPECT_NEAR(parameter[1].item<float>(), -1.7, 1e-4);
}

TEST(AdamTest, BiasCorrectionFollowsTheMomentumOfTheSchedule) {
  const at::Tensor parameter = Step({}, 3, 0.5);
  EXPECT_NEAR(parameter[0].item<float>(), 0.7, 1e-5);
}

TEST(AdamTest, DecoupledDecayShrinksTheParameterAlone) {
  AdamOptions options;
  options.weight_decay = 0.5;
  options.decoupled = true;
  EXPECT_NEAR(Step(options, 1)[0].item<float>(), 1 * (1 - 0.1 * 0.5) - 0.1, 1e-5);
  options.decoupled = false;
  EXPECT_NEAR(Step(options, 1)[0].item<float>(), 1 - 0.1, 1e-5);
}

TEST(AdamTest, LargeParametersAreUpdatedEverywhereOnce) {
  at::Tensor parameter = at::ones({200'001});
  const auto optimizer = *MakeAdam(OptimizeAll({{"w", parameter}}));
  parameter.mutable_grad() = at::linspace(1, 2, 200'001);
  optimizer->Step(0.25);
  EXPECT_LT(parameter.sub(0.75).abs().max().item<float>(), 1e-5);
}

TEST(AdamTest, AveragesEndAtZero) {
  at::Tensor parameter = at::tensor({1.0f});
  const auto optimizer = *MakeAdam(OptimizeAll({{"w", parameter}}));
  parameter.mutable_grad() = at::tensor({1e-37f});
  optimizer->Step(0.1);
  parameter.mutable_grad() = at::tensor({0.0f});
  optimizer->Step(0.1);
  const std::vector<NamedTensor> state = optimizer->State();
  const auto mean = std::find_if(state.begin(), state.end(),
                                 [](const NamedTensor& item) { return item.name == "exp_avg.w"; });
  ASSERT_NE(mean, state.end());
  EXPECT_EQ(mean->tensor.item<float>(), 0);
}

TEST(AdamTest, RefusesOptionsOutOfRange) {
  AdamOptions options;
  options.beta2 = 1;
  const auto optimizer = MakeAdam(OptimizeAll({{"w", at::ones({2})}}), options);
  EXPECT_THAT(std::string(optimizer.status().message()), HasSubstr("adam, beta2"));
}

TEST(AdamTest, DescribesItself) {
  AdamOptions options;
  options.decoupled = true;
  options.weight_decay = 0.01;
  const auto optimizer = *MakeAdam(OptimizeAll({{"w", at::ones({2})}}), options);
  EXPECT_EQ(optimizer->ToString(), "adamw(beta1=0.9, beta2=0.999, eps=1e-08, weight_decay=0.01)");
}

}  // namespace
}  // namespace stride
