#include "stride/eval/predict/predictor.h"

#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

// What a training might leave: norms whose statistics are not those of the beginning.
void Stir(const Classifier& network) {
  for (const NamedTensor& buffer : network.Buffers()) {
    if (!buffer.tensor.is_floating_point()) continue;
    const bool mean = absl::EndsWith(buffer.name, "running_mean");
    buffer.tensor.copy_(mean ? at::randn_like(buffer.tensor).mul(0.1)
                             : at::rand_like(buffer.tensor).add(0.5));
  }
  for (const NamedTensor& parameter : network.Parameters()) {
    if (parameter.tensor.dim() == 1) {
      parameter.tensor.detach().add_(at::randn_like(parameter.tensor), 0.1);
    }
  }
}

std::unique_ptr<Classifier> Network(const std::string& name, int64_t side) {
  auto network = MakeModel(name, {{3, side, side}, 10, /*seed=*/1}).value();
  at::manual_seed(1);
  Stir(*network);
  return network;
}

at::Tensor Images(const Classifier& network, int64_t batch) {
  const ImageShape& shape = network.input_shape();
  return at::randn({batch, shape.channels, shape.height, shape.width});
}

at::Tensor Logits(Classifier& network, const at::Tensor& images,
                  Precision precision = Precision::kFloat32, bool fused = true) {
  return Predictor::Create(network, {precision, fused}).value()->Predict(images).value();
}

double Difference(const at::Tensor& found, const at::Tensor& expected) {
  return found.sub(expected).norm().div(expected.norm()).item<double>();
}

struct Family {
  const char* name;
  int64_t side;
};

void PrintTo(const Family& family, std::ostream* stream) { *stream << family.name; }

class FusedPrediction : public ::testing::TestWithParam<Family> {
 protected:
  void SetUp() override {
    if (!Predictor::Create(*network_).value()->fused()) {
      // Where there is oneDNN 2, each of these networks is held.
      GTEST_SKIP();
    }
  }

  const std::unique_ptr<Classifier> network_ = Network(GetParam().name, GetParam().side);
};

TEST_P(FusedPrediction, AgreesWithThePlainNetwork) {
  const at::Tensor images = Images(*network_, 3);
  const at::Tensor expected = Logits(*network_, images, Precision::kFloat32, /*fused=*/false);
  EXPECT_LT(Difference(Logits(*network_, images), expected), 1e-4);
}

TEST_P(FusedPrediction, IsAsNearInBfloat16AsThePlainNetwork) {
  const at::Tensor images = Images(*network_, 3);
  const at::Tensor expected = Logits(*network_, images, Precision::kFloat32, /*fused=*/false);
  const at::Tensor plain = Logits(*network_, images, Precision::kBfloat16, /*fused=*/false);
  const at::Tensor fused = Logits(*network_, images, Precision::kBfloat16);
  EXPECT_LT(Difference(fused, expected), 1.5 * Difference(plain, expected) + 0.002);
  EXPECT_GT(Difference(fused, expected), 1e-5) << "is this bf16?";
}

INSTANTIATE_TEST_SUITE_P(
    Families, FusedPrediction,
    ::testing::Values(Family{"resnet18", 64}, Family{"resnet50", 64}, Family{"cifar_resnet18", 32},
                      Family{"mobilenet_v2", 64}, Family{"mobilenet_v3_small", 64},
                      Family{"mobilenet_v3_large", 96}, Family{"cifar_vgg11_bn", 32},
                      Family{"squeezenet1_1", 64}, Family{"googlenet", 64},
                      Family{"densenet121", 64}, Family{"efficientnet_b0", 64}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace stride
