#include "stride/train/optimizer/clip_gradients.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

// Gradients 3 and 4: of norm 5 together.
std::vector<OptimizedParameter> ThreeAndFour() {
  auto parameters = OptimizeAll({{"a", at::ones({1})}, {"b", at::ones({1})}, {"c", at::ones({1})}});
  parameters[0].parameter.tensor.mutable_grad() = at::tensor({3.0f});
  parameters[1].parameter.tensor.mutable_grad() = at::tensor({4.0f});
  return parameters;
}

double Gradient(const OptimizedParameter& item) {
  return item.parameter.tensor.grad().item<double>();
}

TEST(ClipGradientNormTest, ScalesLongGradients) {
  const auto parameters = ThreeAndFour();
  EXPECT_NEAR(ClipGradientNorm(parameters, 1), 5, 1e-6);
  EXPECT_NEAR(Gradient(parameters[0]), 0.6, 1e-6);
  EXPECT_NEAR(Gradient(parameters[1]), 0.8, 1e-6);
  EXPECT_FALSE(parameters[2].parameter.tensor.grad().defined());
}

TEST(ClipGradientNormTest, LeavesShortOnesAlone) {
  const auto parameters = ThreeAndFour();
  EXPECT_NEAR(ClipGradientNorm(parameters, 6), 5, 1e-6);
  EXPECT_EQ(Gradient(parameters[0]), 3);
}

}  // namespace
}  // namespace stride
