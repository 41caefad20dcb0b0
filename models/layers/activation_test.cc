#include "stride/models/layers/activation.h"

#include <ATen/ops/linspace.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(ActivateTest, AppliesTheFunctionAskedFor) {
  const at::Tensor input = at::linspace(-2, 2, 5);
  EXPECT_TRUE(Activate(Activation::kReLU, input).equal(input.relu()));
  EXPECT_TRUE(Activate(Activation::kTanh, input).equal(input.tanh()));
  EXPECT_TRUE(Activate(Activation::kSigmoid, input).equal(input.sigmoid()));
}

}  // namespace
}  // namespace stride
