#include "stride/models/layers/dense_layers.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

using Names = std::vector<std::string>;

TEST(MakeDenseLayersTest, NamesLayersByNumber) {
  DenseLayersOptions options;
  options.in_features = 6;
  options.hidden = {5, 4};
  options.out_features = 3;
  const torch::nn::Sequential layers = MakeDenseLayers(options);
  EXPECT_EQ(layers->named_children().keys(),
            (Names{"fc1", "act1", "dropout1", "fc2", "act2", "dropout2", "fc3"}));
  EXPECT_EQ(torch::nn::Sequential(layers)->forward(at::ones({2, 6})).sizes(),
            (at::IntArrayRef{2, 3}));
}

TEST(MakeDenseLayersTest, WithoutHiddenLayersIsOneLinear) {
  DenseLayersOptions options;
  options.in_features = 6;
  options.out_features = 3;
  EXPECT_EQ(MakeDenseLayers(options)->named_children().keys(), Names{"fc1"});
}

TEST(MakeDenseLayersTest, RejectsOptionsOutOfRange) {
  DenseLayersOptions options;
  options.in_features = 6;
  options.hidden = {0};
  options.out_features = 3;
  EXPECT_THROW(MakeDenseLayers(options), c10::Error);
  options.hidden = {4};
  options.dropout = 1.5;
  EXPECT_THROW(MakeDenseLayers(options), c10::Error);
}

}  // namespace
}  // namespace stride
