#include "stride/train/optimizer/sgd.h"

#include <ATen/ops/full.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

// One parameter, its gradient the same in every step.
struct Fixture {
  explicit Fixture(const SgdOptions& options, const at::Tensor& start = at::tensor({1.0f, -2.0f}),
                   const at::Tensor& gradient = at::tensor({0.5f, 0.25f}))
      : parameter(start.clone()) {
    optimizer = *MakeSgd(OptimizeAll({{"w", parameter}}), options);
    parameter.mutable_grad() = gradient;
  }
  void ExpectNear(double first, double second) const {
    EXPECT_NEAR(parameter[0].item<float>(), first, 1e-6);
    EXPECT_NEAR(parameter[1].item<float>(), second, 1e-6);
  }

  at::Tensor parameter;
  std::unique_ptr<Optimizer> optimizer;
};

TEST(SgdTest, PlainStepGoesDownTheGradient) {
  Fixture f({});
  f.optimizer->Step(0.1);
  f.ExpectNear(0.95, -2.025);
  EXPECT_EQ(f.optimizer->State().size(), 1);  // the step count alone
}

TEST(SgdTest, WeightDecayPullsToZero) {
  SgdOptions options;
  options.weight_decay = 0.1;
  Fixture f(options);
  f.optimizer->Step(0.1);
  f.ExpectNear(1 - 0.1 * (0.5 + 0.1), -2 - 0.1 * (0.25 - 0.2));
}

TEST(SgdTest, TheFirstStepFillsTheMomentumBufferUndamped) {
  SgdOptions options;
  options.momentum = 0.5;
  options.dampening = 0.5;
  Fixture f(options);
  f.optimizer->Step(0.1);  // buffer: 0.5, 0.25
  f.ExpectNear(0.95, -2.025);
  f.optimizer->Step(0.1);  // buffer: 0.25 + 0.25, 0.125 + 0.125
  f.ExpectNear(0.9, -2.05);
}

TEST(SgdTest, NesterovLooksAhead) {
  SgdOptions options;
  options.momentum = 0.5;
  options.nesterov = true;
  Fixture f(options);
  f.optimizer->Step(0.1);
  f.ExpectNear(1 - 0.1 * (0.5 + 0.5 * 0.5), -2 - 0.1 * (0.25 + 0.5 * 0.25));
}

TEST(SgdTest, MomentumOfTheScheduleComesFirst) {
  SgdOptions options;
  options.momentum = 0.9;
  Fixture f(options);
  f.optimizer->Step(0.1, 0.5);
  f.optimizer->Step(0.1, 0.5);
  f.ExpectNear(1 - 0.05 - 0.075, -2 - 0.025 - 0.0375);
}

TEST(SgdTest, LargeParametersAreUpdatedEverywhereOnce) {
  SgdOptions options;
  options.momentum = 0.9;
  const at::Tensor start = at::linspace(-1, 1, 200'001);
  Fixture f(options, start, at::linspace(2, -2, 200'001));
  f.optimizer->Step(0.5);
  EXPECT_LT(f.parameter.sub(start.mul(2)).abs().max().item<float>(), 1e-6);
}

TEST(SgdTest, GradientOfOtherStridesThanItsParameter) {
  const at::Tensor start = at::ones({2, 3, 4, 5});
  const at::Tensor gradient = at::linspace(0, 1, 120).view({2, 3, 4, 5});
  Fixture f({}, start.contiguous(at::MemoryFormat::ChannelsLast), gradient);
  f.optimizer->Step(1);
  EXPECT_LT(f.parameter.add(gradient).sub(1).abs().max().item<float>(), 1e-6);
}

std::string Message(const SgdOptions& options) {
  const auto optimizer = MakeSgd(OptimizeAll({{"w", at::ones({2})}}), options);
  return absl::StrCat(optimizer.status().message());
}

TEST(SgdTest, RefusesOptionsOutOfRange) {
  SgdOptions options;
  options.momentum = 1;
  EXPECT_EQ(Message(options), "sgd, momentum: expected at least 0 and below 1, found 1");
  options = {};
  options.weight_decay = -1;
  EXPECT_THAT(Message(options), HasSubstr("weight_decay: expected at least 0, found -1"));
  options = {};
  options.nesterov = true;
  EXPECT_THAT(Message(options), HasSubstr("nesterov: expected momentum above 0"));
}

TEST(SgdTest, DescribesItself) {
  SgdOptions options;
  options.momentum = 0.9;
  options.nesterov = true;
  options.weight_decay = 5e-4;
  EXPECT_EQ(Fixture(options).optimizer->ToString(),
            "sgd(momentum=0.9, nesterov, weight_decay=0.0005)");
}

}  // namespace
}  // namespace stride
