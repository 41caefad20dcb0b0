#include "stride/models/layers/clone_layer.h"

#include <ATen/ops/ones.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>

#include "gtest/gtest.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"

namespace stride {
namespace {

TEST(CloneLayerTest, CopyIsOfTheSameTypeWithValuesOfItsOwn) {
  torch::nn::Sequential net(Conv2d(1, 2, 3), BatchNorm2d(2), MaxPool2d(2), AvgPool2d(1),
                            AdaptiveAvgPool2d(2), torch::nn::Flatten(), Linear(8, 3));
  net->eval();
  const auto clone = std::dynamic_pointer_cast<torch::nn::SequentialImpl>(net->clone());
  ASSERT_NE(clone, nullptr);
  EXPECT_NE(clone->children()[0]->as<Conv2dImpl>(), nullptr);

  const at::Tensor images = at::ones({2, 1, 9, 9}).cumsum(2);
  const at::Tensor logits = net->forward(images);
  EXPECT_TRUE(clone->forward(images).equal(logits));
  const torch::NoGradGuard no_grad;
  for (const at::Tensor& parameter : clone->parameters()) parameter.zero_();
  EXPECT_TRUE(net->forward(images).equal(logits));
  EXPECT_FALSE(clone->forward(images).equal(logits));
}

}  // namespace
}  // namespace stride
