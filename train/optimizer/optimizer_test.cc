#include "stride/train/optimizer/optimizer.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

std::vector<NamedTensor> TwoParameters() {
  return {{"weight", at::ones({2, 3})}, {"bias", at::ones({2})}};
}

void SetGradients(const std::vector<NamedTensor>& parameters, double value) {
  for (const NamedTensor& item : parameters) {
    item.tensor.mutable_grad() = at::full(item.tensor.sizes(), value);
  }
}

std::unique_ptr<Optimizer> Momentum(std::vector<OptimizedParameter> parameters) {
  SgdOptions options;
  options.momentum = 0.9;
  options.weight_decay = 1;
  return *MakeSgd(std::move(parameters), options);
}

TEST(OptimizerTest, ScalesByParameter) {
  const auto parameters = TwoParameters();
  auto optimized = DecayWeightsOnly(parameters);
  optimized[0].lr_scale = 10;
  const auto optimizer = Momentum(optimized);
  SetGradients(parameters, 1);
  optimizer->Step(0.01);
  EXPECT_NEAR(parameters[0].tensor[1][2].item<float>(), 1 - 0.1 * 2, 1e-6);
  EXPECT_NEAR(parameters[1].tensor[1].item<float>(), 1 - 0.01, 1e-6);
}

TEST(OptimizerTest, LeavesParametersWithoutGradientAlone) {
  const auto parameters = TwoParameters();
  const auto optimizer = Momentum(OptimizeAll(parameters));
  SetGradients({parameters[0]}, 1);
  optimizer->Step(0.1);
  EXPECT_TRUE(parameters[1].tensor.equal(at::ones({2})));
  const auto state = optimizer->State();
  ASSERT_EQ(state.size(), 2);
  EXPECT_EQ(state[0].name, "step.weight");
  EXPECT_EQ(state[1].name, "momentum_buffer.weight");
}

TEST(OptimizerTest, ZeroGradDropsGradients) {
  const auto parameters = TwoParameters();
  const auto optimizer = Momentum(OptimizeAll(parameters));
  SetGradients(parameters, 1);
  optimizer->ZeroGrad();
  EXPECT_FALSE(parameters[0].tensor.grad().defined());
}

using Factory = std::unique_ptr<Optimizer> (*)(std::vector<OptimizedParameter>);

void ExpectExactResume(Factory factory) {
  const auto straight = TwoParameters();
  const auto first = factory(OptimizeAll(straight));
  SetGradients(straight, 0.3);
  first->Step(0.1);

  const auto resumed = TwoParameters();
  const auto second = factory(OptimizeAll(resumed));
  for (size_t i = 0; i < 2; ++i) resumed[i].tensor.copy_(straight[i].tensor);
  ASSERT_TRUE(second->LoadState(first->State()).ok());
  for (const auto& [optimizer, parameters] :
       {std::tie(first, straight), std::tie(second, resumed)}) {
    SetGradients(parameters, -0.7);
    optimizer->Step(0.2);
  }
  for (size_t i = 0; i < 2; ++i) EXPECT_TRUE(straight[i].tensor.equal(resumed[i].tensor));
}

TEST(OptimizerTest, GoesOnBitForBitFromALoadedState) {
  ExpectExactResume(Momentum);
  ExpectExactResume(
      [](std::vector<OptimizedParameter> parameters) { return *MakeAdam(std::move(parameters)); });
}

TEST(OptimizerTest, RefusesAStateOfAnotherOptimizer) {
  const auto parameters = TwoParameters();
  const auto sgd = Momentum(OptimizeAll(parameters));
  SetGradients(parameters, 1);
  sgd->Step(0.1);
  const auto adam = *MakeAdam(OptimizeAll(parameters));
  const absl::Status status = adam->LoadState(sgd->State());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("\"momentum_buffer.bias\": there is no such"));
  EXPECT_TRUE(adam->State().empty());
}

TEST(OptimizerTest, RefusesAStateWithoutTheBuffersItNeeds) {
  const auto parameters = TwoParameters();
  const auto sgd = *MakeSgd(OptimizeAll(parameters));
  const auto adam = *MakeAdam(OptimizeAll(parameters));
  SetGradients(parameters, 1);
  sgd->Step(0.1);
  const absl::Status status = adam->LoadState(sgd->State());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("\"exp_avg.weight\": missing, but adam("));
  EXPECT_TRUE(adam->State().empty());
}

TEST(OptimizerTest, FollowsAParameterThatChangesItsStrides) {
  const at::Tensor gradient = at::arange(120, at::kFloat).view({2, 3, 4, 5});
  const std::vector<NamedTensor> same = {{"w", at::zeros({2, 3, 4, 5})}};
  const std::vector<NamedTensor> changed = {{"w", at::zeros({2, 3, 4, 5})}};
  const auto first = Momentum(OptimizeAll(same));
  const auto second = Momentum(OptimizeAll(changed));
  for (int step = 0; step < 3; ++step) {
    same[0].tensor.mutable_grad() = gradient;
    changed[0].tensor.mutable_grad() = gradient;
    first->Step(0.1);
    second->Step(0.1);
    changed[0].tensor.set_data(changed[0].tensor.contiguous(at::MemoryFormat::ChannelsLast));
  }
  EXPECT_TRUE(same[0].tensor.equal(changed[0].tensor));
}

TEST(OptimizerTest, RefusesAStateOfOtherShapesOrCounts) {
  const auto optimizer = Momentum(OptimizeAll(TwoParameters()));
  const NamedTensor step = {"step.bias", at::full({}, 3, at::kLong)};
  absl::Status status = optimizer->CheckState({step, {"momentum_buffer.bias", at::zeros({3})}});
  EXPECT_THAT(std::string(status.message()), HasSubstr("expected float32 2, found Float 3"));
  status = optimizer->CheckState({{"step.bias", at::full({}, -1, at::kLong)}});
  EXPECT_THAT(std::string(status.message()), HasSubstr("expected one int64, at least 1"));
}

TEST(OptimizerTest, RefusesParametersThatItCannotUpdate) {
  const auto message = [](const std::vector<NamedTensor>& parameters) {
    return absl::StrCat(MakeSgd(OptimizeAll(parameters)).status().message());
  };
  EXPECT_EQ(message({}), "no parameters to optimize");
  EXPECT_THAT(message({{"w", at::ones({2}, at::kDouble)}}), HasSubstr("found CPUDoubleType"));
  EXPECT_THAT(message({{"w", at::ones({4, 4}).select(1, 0)}}), HasSubstr("with gaps or overlaps"));
  EXPECT_THAT(message({{"w", at::Tensor()}}), HasSubstr("found no tensor"));
  EXPECT_THAT(message({{"w", at::ones({2})}, {"w", at::ones({2})}}), HasSubstr("more than once"));
}

TEST(OptimizerTest, RefusesParametersThatChangedTheirType) {
  const auto parameters = TwoParameters();
  const auto optimizer = Momentum(OptimizeAll(parameters));
  SetGradients(parameters, 1);
  parameters[0].tensor.set_data(parameters[0].tensor.to(at::kDouble));
  EXPECT_THROW(optimizer->Step(0.1), c10::Error);
}

}  // namespace
}  // namespace stride
