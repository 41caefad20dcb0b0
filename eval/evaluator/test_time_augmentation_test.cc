#include "stride/eval/evaluator/test_time_augmentation.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include "stride/models/core/module_classifier.h"

namespace stride {
namespace {

// Its logits: the values of the image's first row.
class FirstRowImpl : public torch::nn::Module {
 public:
  at::Tensor forward(const at::Tensor& images) { return images.select(1, 0).select(1, 0); }
};
TORCH_MODULE(FirstRow);

TEST(AugmentTestTime, AveragesMirrorsAndShifts) {
  const auto plain = MakeClassifier("first_row", FirstRow(), {1, 2, 3}, 3).value();
  const auto augmented = AugmentTestTime(*plain);
  augmented->SetTraining(false);
  EXPECT_FALSE(plain->training());
  const at::Tensor image = at::tensor({1.0f, 2.0f, 4.0f, 8.0f, 16.0f, 32.0f}).view({1, 1, 2, 3});
  // Padded by reflection, the rows are 16 8 16 32 16, 2 1 2 4 2, and both again: the shifted images
  // begin with 16 8 16 and 16 32 16. Each row is averaged with its mirror image.
  const at::Tensor expected =
      (at::tensor({2.5f, 2.0f, 2.5f}) * 0.5 + at::tensor({16.0f, 8.0f, 16.0f}) * 0.25 +
       at::tensor({16.0f, 32.0f, 16.0f}) * 0.25)
          .view({1, 3});
  EXPECT_TRUE(augmented->Forward(image).allclose(expected)) << augmented->Forward(image);
}

}  // namespace
}  // namespace stride
