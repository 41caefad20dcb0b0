#include "stride/models/core/precision.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/rand.h>

#include <string>

#include "gtest/gtest.h"

namespace stride {
namespace {

at::ScalarType TypeOfConvolution(const at::Tensor& images, const at::Tensor& weights) {
  return at::conv2d(images, weights).scalar_type();
}

TEST(PrecisionScope, ConvolutionsAreInItsPrecisionAndScopesNest) {
  const at::Tensor images = at::rand({1, 3, 8, 8});
  const at::Tensor weights = at::rand({4, 3, 3, 3});
  EXPECT_EQ(TypeOfConvolution(images, weights), at::kFloat);
  {
    const PrecisionScope bf16(Precision::kBfloat16);
    EXPECT_EQ(TypeOfConvolution(images, weights), at::kBFloat16);
    {
      const PrecisionScope fp32(Precision::kFloat32);
      EXPECT_EQ(TypeOfConvolution(images, weights), at::kFloat);
    }
    EXPECT_EQ(TypeOfConvolution(images, weights), at::kBFloat16);
  }
  EXPECT_EQ(TypeOfConvolution(images, weights), at::kFloat);
}

// Autocast keeps converted weights for the length of the outermost scope.
TEST(PrecisionScope, TheNextScopeSeesChangedWeights) {
  const at::Tensor images = at::rand({1, 3, 8, 8});
  at::Tensor weights = at::rand({4, 3, 3, 3}).requires_grad_();
  const auto sum = [&] {
    const PrecisionScope bf16(Precision::kBfloat16);
    return at::conv2d(images, weights).sum().item<double>();
  };
  EXPECT_NE(sum(), 0);
  weights.data().zero_();
  EXPECT_EQ(sum(), 0);
}

TEST(Precision, ReadsAndWritesItsNames) {
  Precision precision = Precision::kFloat32;
  std::string error;
  EXPECT_TRUE(AbslParseFlag("bf16", &precision, &error));
  EXPECT_EQ(precision, Precision::kBfloat16);
  EXPECT_EQ(AbslUnparseFlag(precision), "bf16");
  EXPECT_FALSE(AbslParseFlag("half", &precision, &error));
  EXPECT_EQ(error, "expected fp32 or bf16, found \"half\"");
}

}  // namespace
}  // namespace stride
