// Dense layers, dropout and networks of nothing else, fused.
#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/dropout.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "stride/models/core/module_classifier.h"
#include "stride/models/core/precision.h"
#include "stride/models/fused/fused_classifier.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/lenet/lenet.h"
#include "stride/models/mlp/mlp.h"

namespace stride {
namespace {

// Null where there is no oneDNN 2.
std::unique_ptr<Classifier> FusedOrNull(std::unique_ptr<Classifier> network) {
  auto fused = Fuse(network);
  if (fused.ok()) return *std::move(fused);
  EXPECT_THAT(fused.status().ToString(), ::testing::HasSubstr("oneDNN"));
  return nullptr;
}

// The logits, then each parameter's gradient.
std::vector<at::Tensor> Pass(Classifier& network, Precision precision = Precision::kFloat32) {
  at::manual_seed(1);
  const ImageShape& shape = network.input_shape();
  const at::Tensor images = at::randn({64, shape.channels, shape.height, shape.width});
  const at::Tensor labels = at::randint(10, {64}, at::kLong);
  std::vector<at::Tensor> result;
  {
    const PrecisionScope scope(precision);
    result.push_back(network.Forward(images).to(at::kFloat));
  }
  at::cross_entropy_loss(result[0], labels).backward();
  for (const NamedTensor& item : network.Parameters()) result.push_back(item.tensor.grad());
  return result;
}

void ExpectNear(const std::vector<at::Tensor>& found, const std::vector<at::Tensor>& expected,
                double bound) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].defined(), expected[i].defined()) << i;
    if (!found[i].defined()) continue;
    const double distance = found[i].sub(expected[i]).norm().item<double>();
    EXPECT_LE(distance, bound * expected[i].norm().item<double>()) << i;
  }
}

std::unique_ptr<Classifier> Dense(double dropout = 0) {
  MlpOptions options;
  options.hidden = {64, 48};
  options.dropout = dropout;
  options.seed = 1;
  return MakeMlp(options).value();
}

std::unique_ptr<Classifier> ConvolutionsAndDense() {
  LenetOptions options;
  options.activation = Activation::kReLU;
  options.pooling = LenetPooling::kMax;
  options.seed = 1;
  return MakeLenet(options).value();
}

TEST(FusedHeadTest, DenseLayersAgreeWithThePlainOnes) {
  const auto fused = FusedOrNull(Dense());
  if (fused == nullptr) GTEST_SKIP();
  ExpectNear(Pass(*fused), Pass(*Dense()), 1e-4);
  ExpectNear(Pass(*FusedOrNull(ConvolutionsAndDense())), Pass(*ConvolutionsAndDense()), 1e-4);
}

TEST(FusedHeadTest, DenseLayersInBfloat16AreAsNearAsThePlainOnes) {
  const auto fused = FusedOrNull(Dense());
  if (fused == nullptr) GTEST_SKIP();
  ExpectNear(Pass(*fused, Precision::kBfloat16), Pass(*Dense()), 0.05);
}

TEST(FusedHeadTest, FrozenLayersGetNoGradients) {
  const auto fused = FusedOrNull(Dense());
  const auto plain = Dense();
  if (fused == nullptr) GTEST_SKIP();
  for (Classifier* network : {fused.get(), plain.get()}) {
    for (const size_t i : {0, 1, 4}) network->Parameters()[i].tensor.set_requires_grad(false);
  }
  ExpectNear(Pass(*fused), Pass(*plain), 1e-4);
}

TEST(FusedHeadTest, DropoutIsAFunctionOfTheSeed) {
  const auto fused = FusedOrNull(Dense(0.5));
  if (fused == nullptr) GTEST_SKIP();
  const auto again = FusedOrNull(Dense(0.5));
  const std::vector<at::Tensor> first = Pass(*fused);
  ExpectNear(first, Pass(*again), 0);
  at::manual_seed(2);
  EXPECT_FALSE(fused->Forward(at::ones({64, 1, 28, 28})).equal(first[0]));
}

// Its logits are what dropout makes of ten filters of one pixel.
class DroppingNetImpl : public torch::nn::Module {
 public:
  DroppingNetImpl() {
    trunk_->push_back(Conv2d(torch::nn::Conv2dOptions(10, 10, 1).bias(false)));
    trunk_->push_back(torch::nn::Dropout(0.25));
    register_module("trunk", trunk_);
    register_module("head", head_);
    const torch::NoGradGuard no_grad;
    head_->weight.copy_(at::eye(10));
  }
  at::Tensor forward(const at::Tensor& images) {
    return head_->forward(trunk_->forward(images).flatten(1));
  }

 private:
  torch::nn::Sequential trunk_;
  Linear head_{torch::nn::LinearOptions(10, 10).bias(false)};
};
TORCH_MODULE(DroppingNet);

TEST(FusedHeadTest, WhatIsDroppedHasNoGradient) {
  const auto fused = FusedOrNull(MakeClassifier("dropping", DroppingNet(), {10, 1, 1}, 10).value());
  if (fused == nullptr) GTEST_SKIP();
  const at::Tensor images = at::randn({4096, 10, 1, 1});
  const at::Tensor logits = fused->Forward(images);
  const at::Tensor gradient = at::randn_like(logits);
  logits.backward(gradient);
  const at::Tensor filters = fused->Parameters()[0].tensor;
  const at::Tensor kept = logits.ne(0).to(at::kFloat);
  EXPECT_NEAR(kept.mean().item<double>(), 0.75, 4 * std::sqrt(0.75 * 0.25 / 40960));
  const at::Tensor rows = images.flatten(1);
  const at::Tensor expected = rows.mm(filters.detach().flatten(1).t()).mul(kept).div(0.75);
  EXPECT_TRUE(logits.detach().allclose(expected, 1e-4, 1e-5));
  const at::Tensor of_filters = gradient.mul(kept).div(0.75).t().mm(rows);
  EXPECT_TRUE(filters.grad().flatten(1).allclose(of_filters, 1e-3, 1e-3));
}

class DenseOnRowsNetImpl : public torch::nn::Module {
 public:
  DenseOnRowsNetImpl() { register_module("head", head_); }
  at::Tensor forward(const at::Tensor& images) { return head_->forward(images).flatten(1); }

 private:
  Linear head_{2, 2};
};
TORCH_MODULE(DenseOnRowsNet);

TEST(FusedHeadTest, NamesADenseLayerOnMaps) {
  auto network = MakeClassifier("rows", DenseOnRowsNet(), {1, 5, 2}, 10).value();
  EXPECT_EQ(Fuse(network).status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_NE(network, nullptr);
}

}  // namespace
}  // namespace stride
