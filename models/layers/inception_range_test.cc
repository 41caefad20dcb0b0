#include "stride/models/layers/inception_range.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(ImagenetToInceptionRange, MovesBlackAndWhiteToOneBelowAndAbove) {
  const at::Tensor mean = at::tensor({0.485, 0.456, 0.406}, at::kFloat).view({1, 3, 1, 1});
  const at::Tensor deviation = at::tensor({0.229, 0.224, 0.225}, at::kFloat).view({1, 3, 1, 1});
  const at::Tensor one = at::ones({1, 3, 1, 1});
  EXPECT_TRUE(ImagenetToInceptionRange(one.sub(mean).div(deviation)).allclose(one));
  EXPECT_TRUE(ImagenetToInceptionRange(mean.neg().div(deviation)).allclose(one.neg()));
}

TEST(ImagenetToInceptionRange, TakesColourOnly) {
  EXPECT_THROW(ImagenetToInceptionRange(at::ones({1, 1, 2, 2})), c10::Error);
}

}  // namespace
}  // namespace stride
