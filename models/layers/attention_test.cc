#include "stride/models/layers/attention.h"

#include <ATen/ops/linspace.h>
#include <ATen/ops/zeros.h>

#include "gtest/gtest.h"
#include "stride/models/core/tracer.h"

namespace stride {
namespace {

TEST(AttendTest, WithoutScoresIsTheMeanOfTheValues) {
  at::Tensor qkv = at::zeros({2, 3, 12});
  const at::Tensor values = at::linspace(-1, 1, 24).view({2, 3, 4});
  qkv.slice(2, 8).copy_(values);
  const at::Tensor expected = values.mean(1, /*keepdim=*/true).expand({2, 3, 4});
  EXPECT_TRUE(Attend(qkv, 2, {}, 0).allclose(expected));
}

TEST(AttendTest, AllBiasOnOneTokenTakesItsValue) {
  at::Tensor qkv = at::linspace(-1, 1, 36).view({1, 3, 12});
  at::Tensor bias = at::zeros({3, 3});
  bias.select(1, 2).fill_(100);
  const at::Tensor expected = qkv.slice(2, 8).slice(1, 2).expand({1, 3, 4});
  EXPECT_TRUE(Attend(qkv, 2, bias, 0).allclose(expected));
}

TEST(SelfAttentionTest, LeavesOneRecord) {
  SelfAttention layer(8, 2);
  EXPECT_EQ(layer->named_parameters().keys(),
            (std::vector<std::string>{"in_proj_weight", "in_proj_bias", "out_proj.weight",
                                      "out_proj.bias"}));
  const auto forward = [&](const at::Tensor& images) { return layer->forward(images.flatten(2)); };
  const auto trace = TraceModule(*layer, forward, {5, 2, 4});
  ASSERT_TRUE(trace.ok()) << trace.status();
  ASSERT_EQ(trace->layers.size(), 1);
  EXPECT_EQ(trace->layers[0].parameters, 4 * 8 * 8 + 4 * 8);
  EXPECT_EQ(trace->layers[0].multiply_adds, 5 * 4 * 8 * 8 + 2 * 5 * 5 * 8);
}

TEST(SelfAttentionTest, RejectsHeadsThatDoNotDivide) {
  EXPECT_THROW(SelfAttention(8, 3), c10::Error);
}

}  // namespace
}  // namespace stride
