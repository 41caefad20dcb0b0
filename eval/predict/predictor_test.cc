#include "stride/eval/predict/predictor.h"

#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "stride/models/fused/graph.h"
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

// Elsewhere there is no plan for any network.
bool HasOneDnn2() {
  const auto network = Network("cifar_resnet20", 32);
  const InferenceGraph graph = FoldGraph(*ReadGraph(*network, GraphMode::kEvaluation));
  const absl::Status planned =
      InferencePlan::Create(graph, network->input_shape(), 1, Precision::kFloat32).status();
  return !absl::StrContains(planned.message(), "needs oneDNN 2");
}

class FusedPrediction : public ::testing::TestWithParam<Family> {
 protected:
  void SetUp() override {
    if (!HasOneDnn2()) GTEST_SKIP();
    ASSERT_TRUE(Predictor::Create(*network_).value()->fused());
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
    ::testing::Values(Family{"resnet18", 64}, Family{"resnet50", 64}, Family{"cifar_resnet20", 32},
                      Family{"mobilenet_v2", 64}, Family{"mobilenet_v3_small", 64},
                      Family{"mobilenet_v3_large", 96}, Family{"cifar_vgg11_bn", 32},
                      Family{"squeezenet1_1", 64}, Family{"googlenet", 64},
                      Family{"densenet121", 64}, Family{"efficientnet_b0", 64}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Predictor, TakesBatchesOfAnySize) {
  const auto network = Network("cifar_resnet20", 32);
  const auto predictor = Predictor::Create(*network).value();
  const at::Tensor images = Images(*network, 9);
  const at::Tensor expected = Logits(*network, images, Precision::kFloat32, /*fused=*/false);
  for (const int64_t batch : {1, 9, 2, 3, 4, 5, 1, 9}) {  // more than there are plans at once
    const at::Tensor found = predictor->Predict(images.narrow(0, 0, batch)).value();
    EXPECT_LT(Difference(found, expected.narrow(0, 0, batch)), 1e-4) << batch;
  }
}

TEST(Predictor, TakesImagesInAnyOrderOfMemory) {
  const auto network = Network("cifar_resnet20", 32);
  const auto predictor = Predictor::Create(*network).value();
  const at::Tensor images = Images(*network, 2);
  const at::Tensor kept = images.clone();
  const at::Tensor expected = predictor->Predict(images).value();
  const at::Tensor last = images.contiguous(at::MemoryFormat::ChannelsLast);
  EXPECT_TRUE(predictor->Predict(last).value().allclose(expected));
  const at::Tensor spread = images.repeat_interleave(2, 0).slice(0, 0, 4, 2);
  EXPECT_TRUE(predictor->Predict(spread).value().allclose(expected));
  EXPECT_TRUE(images.equal(kept));
}

TEST(Predictor, LeavesTheClassifierAsItIs) {
  const auto network = Network("cifar_resnet20", 32);
  network->SetTraining(true);
  std::vector<at::Tensor> before;
  for (const NamedTensor& item : StateTensors(*network)) before.push_back(item.tensor.clone());
  Logits(*network, Images(*network, 2));
  Logits(*network, Images(*network, 2), Precision::kFloat32, /*fused=*/false);
  EXPECT_TRUE(network->training());
  const std::vector<NamedTensor> after = StateTensors(*network);
  for (size_t i = 0; i < after.size(); ++i) {
    EXPECT_TRUE(after[i].tensor.equal(before[i])) << after[i].name;
  }
}

TEST(Predictor, KeepsTheWeightsThatItWasMadeWith) {
  const auto network = Network("cifar_resnet20", 32);
  const auto predictor = Predictor::Create(*network).value();
  if (!HasOneDnn2()) GTEST_SKIP();
  const at::Tensor images = Images(*network, 2);
  const at::Tensor before = predictor->Predict(images).value();
  for (const NamedTensor& item : network->Parameters()) item.tensor.detach().zero_();
  EXPECT_TRUE(predictor->Predict(images).value().equal(before));
}

TEST(Predictor, KeepsNoGradients) {
  const auto network = Network("cifar_resnet20", 32);
  for (const bool fused : {true, false}) {
    EXPECT_FALSE(Logits(*network, Images(*network, 1), Precision::kFloat32, fused).requires_grad());
  }
}

TEST(Predictor, FallsBackToTheLayersOfOtherNetworks) {
  const auto network = Network("swin_t", 64);
  const auto predictor = Predictor::Create(*network).value();
  EXPECT_FALSE(predictor->fused());
  const at::Tensor images = Images(*network, 1);
  network->SetTraining(false);
  EXPECT_TRUE(predictor->Predict(images).value().allclose(network->Forward(images)));
}

TEST(Predictor, ProbabilitiesAreTheSoftmax) {
  const auto network = Network("cifar_resnet20", 32);
  const auto predictor = Predictor::Create(*network).value();
  const at::Tensor images = Images(*network, 2);
  const at::Tensor expected = predictor->Predict(images).value().softmax(1);
  EXPECT_TRUE(predictor->Probabilities(images).value().allclose(expected));
}

TEST(Predictor, NamesWhatIsWrongWithImages) {
  const auto network = Network("cifar_resnet20", 32);
  const auto predictor = Predictor::Create(*network).value();
  const at::Tensor good = Images(*network, 2);
  for (const at::Tensor& bad : {at::Tensor(), good[0], good.to(at::kDouble), good.narrow(1, 0, 1),
                                good.narrow(3, 0, 31), good.narrow(0, 0, 0)}) {
    const absl::Status status = predictor->Predict(bad).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(status.message(), HasSubstr("expected Float images Nx3x32x32"));
  }
  EXPECT_THAT(predictor->Predict(good.narrow(3, 0, 31)).status().message(),
              HasSubstr("found Float 2x3x32x31"));
}

}  // namespace
}  // namespace stride
