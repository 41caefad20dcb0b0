#include "stride/eval/metrics/top_k.h"

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <limits>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(TopKTest, CountsLabelsAmongTheLargest) {
  const at::Tensor logits =
      at::tensor({0.1f, 0.5f, 0.3f, 0.9f, -1.f, 2.f, 0.f, 1.f, 4.f, 3.f, 2.f, 1.f}).view({3, 4});
  const at::Tensor labels = at::tensor({1, 0, 2}, at::kLong);
  // Ranks of the labels, from 0: 1, 3 and 2.
  EXPECT_EQ(CountTopK(logits, labels, 1), 0);
  EXPECT_EQ(CountTopK(logits, labels, 2), 1);
  EXPECT_EQ(CountTopK(logits, labels, 3), 2);
  EXPECT_EQ(CountTopK(logits, labels, 4), 3);
  EXPECT_EQ(CountTopK(logits, labels, 100), 3);
}

TEST(TopKTest, EqualLogitsRankByClass) {
  const at::Tensor labels = at::tensor({0, 1, 2, 3}, at::kLong);
  EXPECT_EQ(CountTopK(at::zeros({4, 4}), labels, 1), 1);
  EXPECT_EQ(CountTopK(at::zeros({4, 4}), labels, 2), 2);
}

TEST(TopKTest, SizesThatDoNotBelongTogetherThrow) {
  EXPECT_THROW(CountTopK(at::zeros({4, 4}), at::zeros({3}, at::kLong), 1), c10::Error);
  EXPECT_THROW(CountTopK(at::zeros({4, 4}), at::zeros({4}, at::kLong), 0), c10::Error);
}

}  // namespace
}  // namespace stride
