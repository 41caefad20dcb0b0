#include "stride/models/core/initialize.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>

#include <cmath>
#include <thread>

#include "gtest/gtest.h"
#include "stride/models/core/uninitialized_scope.h"

namespace stride {
namespace {

constexpr double kFanIn = 32 * 9;
constexpr double kFanOut = 64 * 9;

std::vector<NamedTensor> Tensors() {
  return {{"conv.weight", at::empty({64, 32, 3, 3})}, {"conv.bias", at::empty({64})},
          {"norm.weight", at::empty({64})},           {"norm.bias", at::empty({64})},
          {"fc.weight", at::empty({200, 100})},       {"fc.bias", at::empty({200})}};
}

std::vector<NamedTensor> Initialised(Initialisation scheme, uint64_t seed) {
  std::vector<NamedTensor> tensors = Tensors();
  InitializeParameters(tensors, scheme, seed);
  return tensors;
}

double Deviation(const at::Tensor& tensor) { return tensor.std().item<double>(); }
double Largest(const at::Tensor& tensor) { return tensor.abs().max().item<double>(); }

// Within 3% of the deviation, mean within 3% of the deviation of 0.
void ExpectDeviation(const at::Tensor& tensor, double expected) {
  EXPECT_NEAR(Deviation(tensor), expected, 0.03 * expected);
  EXPECT_NEAR(tensor.mean().item<double>(), 0, 0.03 * expected);
}

void ExpectUniform(const at::Tensor& tensor, double bound) {
  ExpectDeviation(tensor, bound / std::sqrt(3));
  EXPECT_LE(Largest(tensor), bound * (1 + 1e-6));
  EXPECT_GE(Largest(tensor), 0.99 * bound);
}

void ExpectConstant(const at::Tensor& tensor, double value) {
  EXPECT_TRUE(tensor.equal(at::full(tensor.sizes(), value)));
}

TEST(InitializeParametersTest, TorchDefaultHasPyTorchsBounds) {
  const auto tensors = Initialised(Initialisation::kTorchDefault, 1);
  ExpectUniform(tensors[0].tensor, 1 / std::sqrt(kFanIn));
  EXPECT_LE(Largest(tensors[1].tensor), 1 / std::sqrt(kFanIn));
  EXPECT_GE(Largest(tensors[1].tensor), 0.9 / std::sqrt(kFanIn));
  ExpectUniform(tensors[4].tensor, 0.1);
  EXPECT_LE(Largest(tensors[5].tensor), 0.1);
}

TEST(InitializeParametersTest, NormsStartAsTheIdentity) {
  const auto tensors = Initialised(Initialisation::kHeFanOut, 1);
  ExpectConstant(tensors[2].tensor, 1);
  ExpectConstant(tensors[3].tensor, 0);
}

TEST(InitializeParametersTest, HeIsNormalWithoutBias) {
  const auto fan_in = Initialised(Initialisation::kHeFanIn, 1);
  ExpectDeviation(fan_in[0].tensor, std::sqrt(2 / kFanIn));
  EXPECT_GT(Largest(fan_in[0].tensor), 3 * std::sqrt(2 / kFanIn));
  ExpectConstant(fan_in[1].tensor, 0);
  ExpectDeviation(fan_in[4].tensor, std::sqrt(0.02));

  const auto fan_out = Initialised(Initialisation::kHeFanOut, 1);
  ExpectDeviation(fan_out[0].tensor, std::sqrt(2 / kFanOut));
  ExpectConstant(fan_out[1].tensor, 0);
  ExpectUniform(fan_out[4].tensor, 0.1);
}

TEST(InitializeParametersTest, XavierIsUniformByBothFans) {
  const auto tensors = Initialised(Initialisation::kXavier, 1);
  ExpectUniform(tensors[0].tensor, std::sqrt(6 / (kFanIn + kFanOut)));
  ExpectUniform(tensors[4].tensor, std::sqrt(6.0 / 300));
  ExpectConstant(tensors[5].tensor, 0);
}

TEST(InitializeParametersTest, HeadsOfTorchvisionsFamilies) {
  const auto small = Initialised(Initialisation::kHeFanOutSmallHead, 1);
  ExpectDeviation(small[0].tensor, std::sqrt(2 / kFanOut));
  ExpectDeviation(small[4].tensor, 0.01);
  ExpectConstant(small[5].tensor, 0);
  const auto uniform = Initialised(Initialisation::kHeFanOutUniformHead, 1);
  ExpectDeviation(uniform[0].tensor, std::sqrt(2 / kFanOut));
  ExpectUniform(uniform[4].tensor, 1 / std::sqrt(200));
  ExpectConstant(uniform[5].tensor, 0);
  const auto normal = Initialised(Initialisation::kSmallNormal, 1);
  ExpectDeviation(normal[0].tensor, 0.02);
  ExpectDeviation(normal[4].tensor, 0.02);
  ExpectConstant(normal[1].tensor, 0);
}

TEST(InitializeParametersTest, SpecialNamesComeFirst) {
  auto tensors = Tensors();
  tensors.push_back({"token", at::full({100, 100}, 5.0)});
  InitializeParameters(tensors, Initialisation::kXavier, 1,
                       {{"norm.weight", {}}, {"fc.weight", {false, 2}}, {"token", {true, 3}}});
  ExpectConstant(tensors[2].tensor, 0);
  ExpectUniform(tensors[4].tensor, 2);
  ExpectDeviation(tensors[6].tensor, 3);
}

TEST(InitializeParametersTest, PublishedIsTheFamilysRule) {
  const LayerRule rule = [](const std::string& name, const at::Tensor& weight) {
    if (name == "fc.weight") return LayerInitialisation{{true, 0.01}, {false, 0.5}};
    return InitialisationOf(weight, Initialisation::kHeFanOut);
  };
  const auto tensors = Tensors();
  InitializeParameters(tensors, Initialisation::kPublished, 1, {}, rule);
  ExpectDeviation(tensors[0].tensor, std::sqrt(2 / kFanOut));
  ExpectConstant(tensors[2].tensor, 1);
  ExpectDeviation(tensors[4].tensor, 0.01);
  EXPECT_GE(Largest(tensors[5].tensor), 0.45);
  ExpectUniform(Initialised(Initialisation::kPublished, 1)[4].tensor, 0.1);
}

TEST(InitializeParametersTest, IsAFunctionOfTheSeedInAnyThread) {
  const auto first = Initialised(Initialisation::kTorchDefault, 7);
  std::vector<NamedTensor> second;
  std::vector<NamedTensor> third;
  std::thread a([&] { second = Initialised(Initialisation::kTorchDefault, 7); });
  std::thread b([&] { third = Initialised(Initialisation::kTorchDefault, 7); });
  a.join();
  b.join();
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(first[i].tensor.equal(second[i].tensor)) << first[i].name;
    EXPECT_TRUE(first[i].tensor.equal(third[i].tensor)) << first[i].name;
  }
  const auto other = Initialised(Initialisation::kTorchDefault, 8);
  EXPECT_FALSE(first[0].tensor.equal(other[0].tensor));
}

TEST(InitializeParametersTest, OtherNamesKeepTheirValues) {
  const std::vector<NamedTensor> tensors = {{"scale", at::full({3}, 5.0)}};
  InitializeParameters(tensors, Initialisation::kTorchDefault, 1);
  ExpectConstant(tensors[0].tensor, 5);
}

TEST(UninitializedScope, LeavesParametersAsTheyAre) {
  const at::Tensor weight = at::full({4, 4}, 7.0);
  {
    const UninitializedScope scope;
    { const UninitializedScope inner; }
    InitializeParameters({{"fc.weight", weight}}, Initialisation::kHeFanIn, /*seed=*/1);
    weight.uniform_();
  }
  EXPECT_TRUE(weight.eq(7).all().item<bool>());
  weight.uniform_();
  EXPECT_FALSE(weight.eq(7).any().item<bool>());
  InitializeParameters({{"fc.weight", weight}}, Initialisation::kHeFanIn, /*seed=*/1);
  EXPECT_FALSE(weight.eq(7).any().item<bool>());
}

}  // namespace
}  // namespace stride
