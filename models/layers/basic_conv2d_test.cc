#include "stride/models/layers/basic_conv2d.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(BasicConv2d, HasTorchvisionsNamesAndNoBias) {
  const auto keys = SameConv2d(2, 4, 3)->named_parameters().keys();
  EXPECT_EQ(keys, (std::vector<std::string>{"conv.weight", "bn.weight", "bn.bias"}));
}

TEST(BasicConv2d, NormalisesAndRectifies) {
  BasicConv2d layer = SameConv2d(1, 1, 3);
  const at::Tensor out = layer->forward(at::ones({1, 1, 4, 4}).cumsum(2));
  EXPECT_EQ(out.min().item<double>(), 0);
  EXPECT_GT(out.max().item<double>(), 0);
}

TEST(BasicConv2d, SameKeepsTheSizeAndValidDoesNot) {
  const at::Tensor images = at::ones({2, 3, 9, 8});
  EXPECT_EQ(SameConv2d(3, 4, {1, 7})->forward(images).sizes(), (at::IntArrayRef{2, 4, 9, 8}));
  EXPECT_EQ(ValidConv2d(3, 4, 3, 2)->forward(images).sizes(), (at::IntArrayRef{2, 4, 4, 3}));
}

}  // namespace
}  // namespace stride
