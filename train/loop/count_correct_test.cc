#include "stride/train/loop/count_correct.h"

#include <ATen/ops/tensor.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(CountCorrectTest, CountsHardAndSoftLabels) {
  const at::Tensor logits = at::tensor({3.0f, 1.0f, 2.0f, 0.0f, 5.0f, 5.0f}).view({2, 3});
  EXPECT_EQ(CountCorrect(logits, at::tensor({0, 1}, at::kLong)), 2);
  EXPECT_EQ(CountCorrect(logits, at::tensor({0, 2}, at::kLong)), 1);
  const at::Tensor soft = at::tensor({0.1f, 0.2f, 0.7f, 0.2f, 0.5f, 0.3f}).view({2, 3});
  EXPECT_EQ(CountCorrect(logits, soft), 1);
}

TEST(CountCorrectTest, TakesAnyStrides) {
  const at::Tensor logits = at::tensor({3.0f, 0.0f, 1.0f, 5.0f}).view({2, 2}).t();
  EXPECT_EQ(CountCorrect(logits, at::tensor({0, 1}, at::kLong)), 2);
}

}  // namespace
}  // namespace stride
