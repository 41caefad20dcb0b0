#include "stride/models/airbench/airbench.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

std::map<std::string, at::Tensor> ParametersByName(const Classifier& network) {
  std::map<std::string, at::Tensor> tensors;
  for (const NamedTensor& item : network.Parameters()) tensors[item.name] = item.tensor;
  return tensors;
}

TEST(Airbench, HasThePapersSize) {
  const auto network = MakeAirbench({}).value();
  EXPECT_EQ(CountParameters(*network), 1'972'792);
  EXPECT_EQ(network->Forward(at::zeros({2, 3, 32, 32})).sizes(), at::IntArrayRef({2, 10}));
}

TEST(Airbench, TrainsNeitherWhiteningNorNormsWeights) {
  auto parameters = ParametersByName(*MakeAirbench({}).value());
  EXPECT_FALSE(parameters["whiten.weight"].requires_grad());
  EXPECT_FALSE(parameters["blocks.0.norm1.weight"].requires_grad());
  for (const char* name :
       {"whiten.bias", "blocks.0.norm1.bias", "blocks.2.conv2.weight", "head.weight"}) {
    EXPECT_TRUE(parameters[name].requires_grad()) << name;
  }
}

TEST(Airbench, StartsWithIdentitiesAndAHeadOfUnitDeviation) {
  auto parameters = ParametersByName(*MakeAirbench({}).value());
  const at::Tensor images = at::randn({1, 24, 5, 5});
  const at::Tensor maps =
      at::conv2d(images, parameters["blocks.0.conv1.weight"], {}, 1, /*padding=*/1);
  EXPECT_TRUE(maps.narrow(1, 0, 24).allclose(images));
  EXPECT_GT(maps.narrow(1, 24, 40).abs().amax().item<float>(), 0);
  EXPECT_NEAR(parameters["head.weight"].std().item<float>(), 1, 1e-5);
}

TEST(Airbench, WhitenedPatchesAreUncorrelated) {
  at::manual_seed(1);
  const at::Tensor noise = at::randn({64, 3, 9, 9});
  const at::Tensor images = at::avg_pool2d(noise, 2, 1);  // neighbours are alike
  const at::Tensor filters = WhiteningFilters(images, /*epsilon=*/0);
  ASSERT_EQ(filters.sizes(), at::IntArrayRef({24, 3, 2, 2}));
  const at::Tensor values =
      at::conv2d(images, filters.narrow(0, 0, 12)).permute({1, 0, 2, 3}).reshape({12, -1});
  const at::Tensor covariance = values.mm(values.t()).div(values.size(1));
  EXPECT_TRUE(covariance.allclose(at::eye(12), 1e-3, 1e-3));
  EXPECT_TRUE(filters.narrow(0, 12, 12).equal(filters.narrow(0, 0, 12).neg()));
}

TEST(Airbench, TakesFiltersOfItsOwnShapeOnly) {
  const auto network = MakeAirbench({}).value();
  const at::Tensor filters = at::randn({24, 3, 2, 2});
  ASSERT_TRUE(SetWhitening(*network, filters).ok());
  EXPECT_TRUE(ParametersByName(*network)["whiten.weight"].equal(filters));
  EXPECT_EQ(SetWhitening(*network, at::randn({8, 1, 2, 2})).message(),
            "airbench has no whiten.weight of the filters' shape");
}

}  // namespace
}  // namespace stride
