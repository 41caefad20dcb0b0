#include "stride/models/layers/activation.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linspace.h>

#include <cmath>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(ActivateTest, AppliesTheFunctionAskedFor) {
  const at::Tensor input = at::linspace(-2, 2, 5);
  EXPECT_TRUE(Activate(Activation::kReLU, input).equal(input.relu()));
  EXPECT_TRUE(Activate(Activation::kTanh, input).equal(input.tanh()));
  EXPECT_TRUE(Activate(Activation::kSigmoid, input).equal(input.sigmoid()));
  EXPECT_TRUE(Activate(Activation::kIdentity, input).equal(input));
}

TEST(ActivateTest, FollowsTheFormulas) {
  const at::Tensor input = at::linspace(-8, 8, 33);
  const at::Tensor relu6 = input.clamp(0, 6);
  const at::Tensor hardsigmoid = (input + 3).clamp(0, 6) / 6;
  EXPECT_TRUE(Activate(Activation::kReLU6, input).equal(relu6));
  EXPECT_TRUE(Activate(Activation::kSiLU, input).allclose(input * input.sigmoid()));
  EXPECT_TRUE(Activate(Activation::kHardsigmoid, input).allclose(hardsigmoid));
  EXPECT_TRUE(Activate(Activation::kHardswish, input).allclose(input * hardsigmoid));
  const at::Tensor gelu = input * ((input / std::sqrt(2)).erf() + 1) / 2;
  EXPECT_TRUE(Activate(Activation::kGELU, input).allclose(gelu, 1e-5, 1e-6));
}

TEST(ActivateInPlaceTest, HasTheSameValues) {
  for (const Activation activation : {Activation::kReLU, Activation::kReLU6, Activation::kSiLU}) {
    const at::Tensor input = at::linspace(-8, 8, 33);
    const at::Tensor expected = Activate(activation, input);
    EXPECT_TRUE(ActivateInPlace(activation, input).equal(expected));
  }
}

}  // namespace
}  // namespace stride
