#include "stride/models/fused/inference/inference_graph.h"

#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace stride {
namespace {

using ::testing::ElementsAre;
using Kind = GraphOpKind;

GraphOp Op(Kind kind, std::vector<int> inputs) {
  GraphOp op;
  op.kind = kind;
  op.inputs = std::move(inputs);
  if (kind == Kind::kConvolution) op.tensors = {at::randn({4, 3, 1, 1}), at::randn({4})};
  if (kind == Kind::kBatchNorm) {
    op.tensors = {at::randn({4}), at::randn({4}), at::randn({4}), at::rand({4}).add(0.5)};
    op.epsilon = 0.1;
  }
  return op;
}

TEST(FoldGraph, ABatchNormBecomesPartOfItsConvolution) {
  const Graph graph{{Op(Kind::kConvolution, {0}), Op(Kind::kBatchNorm, {1})}};
  const at::Tensor kept = graph.ops[0].tensors[0].clone();
  const InferenceGraph folded = FoldGraph(graph);
  ASSERT_EQ(folded.ops.size(), 1);
  EXPECT_EQ(folded.ops[0].output, 2);
  const at::Tensor images = at::randn({2, 3, 5, 5});
  const std::vector<at::Tensor>& convolution = graph.ops[0].tensors;
  const std::vector<at::Tensor>& norm = graph.ops[1].tensors;
  const at::Tensor expected =
      at::batch_norm(at::conv2d(images, convolution[0], convolution[1]), norm[0], norm[1], norm[2],
                     norm[3], /*training=*/false, 0, graph.ops[1].epsilon, false);
  const std::vector<at::Tensor>& made = folded.ops[0].op.tensors;
  EXPECT_TRUE(at::conv2d(images, made[0], made[1]).allclose(expected, 1e-4, 1e-5));
  EXPECT_TRUE(graph.ops[0].tensors[0].equal(kept));
}

TEST(FoldGraph, ASumAndItsActivationBecomePartOfTheConvolutionBefore) {
  const Graph graph{{Op(Kind::kMaxPool, {0}), Op(Kind::kConvolution, {1}),
                     Op(Kind::kBatchNorm, {2}), Op(Kind::kAdd, {1, 3}), Op(Kind::kHardswish, {4}),
                     Op(Kind::kFlatten, {5})}};
  const InferenceGraph folded = FoldGraph(graph);
  ASSERT_EQ(folded.ops.size(), 3);
  const InferenceOp& made = folded.ops[1];
  EXPECT_THAT(made.op.inputs, ElementsAre(1));
  EXPECT_EQ(made.addend, 1);
  ASSERT_TRUE(made.activation.has_value());
  EXPECT_EQ(made.activation->kind, Kind::kHardswish);
  EXPECT_EQ(made.output, 5);
}

TEST(FoldGraph, OfTwoConvolutionsInASumTheFirstHoldsIt) {
  const Graph graph{
      {Op(Kind::kConvolution, {0}), Op(Kind::kConvolution, {0}), Op(Kind::kAdd, {1, 2})}};
  const InferenceGraph folded = FoldGraph(graph);
  ASSERT_EQ(folded.ops.size(), 2);
  EXPECT_EQ(folded.ops[0].output, 2);
  EXPECT_EQ(folded.ops[1].addend, 2);
  EXPECT_EQ(folded.ops[1].output, 3);
}

TEST(FoldGraph, WhatOthersReadStays) {
  const Graph graph{{Op(Kind::kConvolution, {0}), Op(Kind::kRelu, {1}), Op(Kind::kAdd, {1, 2})}};
  const InferenceGraph folded = FoldGraph(graph);
  ASSERT_EQ(folded.ops.size(), 3);
  EXPECT_FALSE(folded.ops[0].activation.has_value());
}

}  // namespace
}  // namespace stride
