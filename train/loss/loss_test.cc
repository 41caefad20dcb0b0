#include "stride/train/loss/loss.h"

#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <cmath>

#include "gtest/gtest.h"

namespace stride {
namespace {

// logits of class 0: ln 2, of the others: ln 1. softmax: 1/2, 1/4, 1/4.
at::Tensor Logits() {
  at::Tensor logits = at::zeros({2, 3});
  logits.select(1, 0).fill_(std::log(2.0));
  return logits;
}

at::Tensor Labels() { return at::tensor({0, 2}, at::kLong); }

TEST(LossTest, CrossEntropyIsTheMeanNegativeLogProbability) {
  const double expected = (std::log(2.0) + std::log(4.0)) / 2;
  EXPECT_NEAR(CrossEntropy().function(Logits(), Labels()).item<double>(), expected, 1e-6);
  EXPECT_NEAR(LogSoftmaxNll().function(Logits(), Labels()).item<double>(), expected, 1e-6);
}

TEST(LossTest, LabelSmoothingSpreadsTheLabel) {
  const Loss loss = CrossEntropy(0.3);
  const double own = (std::log(2.0) + std::log(4.0)) / 2;
  const double even = (std::log(2.0) + 2 * std::log(4.0)) / 3;
  EXPECT_NEAR(loss.function(Logits(), Labels()).item<double>(), 0.7 * own + 0.3 * even, 1e-6);
  EXPECT_EQ(loss.name, "cross_entropy(label_smoothing=0.3)");
  EXPECT_THROW(CrossEntropy(1.5), c10::Error);
}

TEST(LossTest, CrossEntropyTakesSoftLabels) {
  const at::Tensor even = at::full({2, 3}, 1.0 / 3);
  EXPECT_NEAR(CrossEntropy().function(Logits(), even).item<double>(),
              (std::log(2.0) + 2 * std::log(4.0)) / 3, 1e-6);
  EXPECT_THROW(LogSoftmaxNll().function(Logits(), even), c10::Error);
}

TEST(LossTest, MeanSquaredErrorAgainstOneHot) {
  const Loss loss = MeanSquaredErrorOneHot();
  EXPECT_NEAR(loss.function(at::zeros({2, 4}), Labels()).item<double>(), 0.25, 1e-7);
  EXPECT_NEAR(loss.function(at::zeros({2, 4}), at::ones({2, 4})).item<double>(), 1, 1e-7);
}

TEST(LossTest, GradientsReachTheLogits) {
  for (const Loss& loss : {CrossEntropy(), LogSoftmaxNll(), MeanSquaredErrorOneHot()}) {
    const at::Tensor logits = Logits().requires_grad_();
    loss.function(logits, Labels()).backward();
    EXPECT_LT(logits.grad()[0][0].item<float>(), 0) << loss.name;
    EXPECT_GT(logits.grad()[1][0].item<float>(), 0) << loss.name;
  }
}

TEST(LossTest, LabelsOutsideTheClassesAreErrors) {
  const at::Tensor labels = at::tensor({0, 3}, at::kLong);
  for (const Loss& loss : {CrossEntropy(), LogSoftmaxNll(), MeanSquaredErrorOneHot()}) {
    EXPECT_THROW(loss.function(Logits(), labels), c10::Error) << loss.name;
  }
}

}  // namespace
}  // namespace stride
