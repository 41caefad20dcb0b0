#include "stride/models/fused/fused_classifier.h"

#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/nn/modules/container/sequential.h>

#include <ostream>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "stride/data/base/file.h"
#include "stride/models/airbench/airbench.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/core/precision.h"
#include "stride/models/googlenet/googlenet.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

struct Family {
  const char* name;
  // Small images: a value that rounding moves to the other side of a ReLU's kink changes gradients,
  // and the fewer values there are, the fewer are near it.
  int64_t side = 16;
  double bound = 1e-4;  // of the relative difference of gradients
  double kinks = 0.1;   // the same where values have been moved across kinks
};

void PrintTo(const Family& family, std::ostream* stream) { *stream << family.name; }

// Fused dropout has masks of its own: fused_head_test.cc.
std::unique_ptr<Classifier> GooglenetWithoutDropout(int64_t side) {
  GooglenetOptions options = CifarGooglenet();
  options.input = {3, side, side};
  options.dropout = 0;
  options.seed = 1;
  return MakeGooglenet(options).value();
}

std::unique_ptr<Classifier> Plain(const Family& family) {
  if (family.name == absl::string_view("cifar_googlenet")) {
    return GooglenetWithoutDropout(family.side);
  }
  return MakeModel(family.name, {{3, family.side, family.side}, 10, /*seed=*/1}).value();
}

at::Tensor Images(const Classifier& network) {
  const ImageShape& shape = network.input_shape();
  return at::randn({4, shape.channels, shape.height, shape.width});
}

// Null, and the test is skipped, where there is no oneDNN 2.
std::unique_ptr<Classifier> Fused(std::unique_ptr<Classifier> network,
                                  const FuseOptions& options = {}) {
  auto fused = Fuse(network, options);
  if (absl::IsUnimplemented(fused.status())) {
    EXPECT_THAT(fused.status().ToString(), HasSubstr("oneDNN"));
    return nullptr;
  }
  return std::move(fused).value();
}

FuseOptions Direct() {
  FuseOptions options;
  options.winograd = false;
  return options;
}

struct Step {
  at::Tensor logits;
  std::vector<NamedTensor> gradients;
};

Step TrainOnce(Classifier& network, Precision precision = Precision::kFloat32) {
  at::manual_seed(1);
  const at::Tensor images = Images(network);
  const at::Tensor labels = at::randint(10, {4}, at::kLong);
  Step step;
  {
    const PrecisionScope scope(precision);
    step.logits = network.Forward(images);
  }
  at::cross_entropy_loss(step.logits.to(at::kFloat), labels).backward();
  for (const NamedTensor& item : network.Parameters()) {
    step.gradients.push_back({item.name, item.tensor.grad()});
  }
  return step;
}

double Difference(const at::Tensor& found, const at::Tensor& expected) {
  return found.sub(expected).norm().div(expected.norm().clamp_min(1e-12)).item<double>();
}

class FusedNetwork : public ::testing::TestWithParam<Family> {};

void ExpectSame(const Classifier& fused, const Step& found, const Classifier& plain,
                const Step& expected, double bound) {
  EXPECT_LT(Difference(found.logits, expected.logits), bound);
  ASSERT_EQ(found.gradients.size(), expected.gradients.size());
  for (size_t i = 0; i < found.gradients.size(); ++i) {
    const std::string& name = expected.gradients[i].name;
    ASSERT_EQ(found.gradients[i].tensor.defined(), expected.gradients[i].tensor.defined()) << name;
    if (!expected.gradients[i].tensor.defined()) continue;
    EXPECT_LT(Difference(found.gradients[i].tensor, expected.gradients[i].tensor), bound) << name;
  }
  for (size_t i = 0; i < plain.Buffers().size(); ++i) {
    const at::Tensor buffer = plain.Buffers()[i].tensor;
    EXPECT_TRUE(fused.Buffers()[i].tensor.allclose(buffer, 1e-4, 1e-6)) << plain.Buffers()[i].name;
  }
}

TEST_P(FusedNetwork, AgreesWithThePlainOne) {
  const auto plain = Plain(GetParam());
  const auto fused = Fused(Plain(GetParam()), Direct());
  if (fused == nullptr) GTEST_SKIP();
  ExpectSame(*fused, TrainOnce(*fused), *plain, TrainOnce(*plain), GetParam().bound);
}

// Winograd's rounding moves some values across a kink.
TEST_P(FusedNetwork, AgreesButForKinksByWinograd) {
  const auto plain = Plain(GetParam());
  const auto fused = Fused(Plain(GetParam()));
  if (fused == nullptr) GTEST_SKIP();
  ExpectSame(*fused, TrainOnce(*fused), *plain, TrainOnce(*plain), GetParam().kinks);
}

TEST_P(FusedNetwork, IsAsNearInBfloat16AsThePlainOne) {
  const auto exact = Plain(GetParam());
  const auto plain = Plain(GetParam());
  auto network = Plain(GetParam());
  ToChannelsLast(*network);  // as it is trained: what small maps need to be products of matrices
  const auto fused = Fused(std::move(network));
  if (fused == nullptr) GTEST_SKIP();
  const at::Tensor expected = TrainOnce(*exact).logits;
  const double rounding = Difference(TrainOnce(*plain, Precision::kBfloat16).logits, expected);
  EXPECT_LT(Difference(TrainOnce(*fused, Precision::kBfloat16).logits, expected),
            2 * rounding + 0.01);
}

TEST_P(FusedNetwork, ComputesTheSameBitsAgain) {
  const auto one = Fused(Plain(GetParam()));
  const auto two = Fused(Plain(GetParam()));
  if (one == nullptr) GTEST_SKIP();
  const Step first = TrainOnce(*one);
  const Step second = TrainOnce(*two);
  for (size_t i = 0; i < first.gradients.size(); ++i) {
    EXPECT_TRUE(first.gradients[i].tensor.equal(second.gradients[i].tensor))
        << first.gradients[i].name;
  }
}

INSTANTIATE_TEST_SUITE_P(Families, FusedNetwork,
                         ::testing::Values(Family{"cifar_vgg11", 32}, Family{"cifar_vgg11_bn", 32},
                                           Family{"cifar_resnet18"}, Family{"cifar_plain20"},
                                           Family{"cifar_resnet20"},
                                           Family{"cifar_wide_resnet16_4"},
                                           // Norms over four values magnify what rounding leaves.
                                           Family{"cifar_googlenet", 8, 2e-4, 0.25}));

class SmoothNetImpl : public torch::nn::Module {
 public:
  SmoothNetImpl() {
    for (const auto& [in, out] : {std::pair(3, 16), std::pair(16, 32), std::pair(32, 48)}) {
      trunk_->push_back(Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1)));
    }
    trunk_->push_back(AdaptiveAvgPool2d(1));
    register_module("trunk", trunk_);
    register_module("head", head_);
  }
  at::Tensor forward(const at::Tensor& images) {
    return head_->forward(trunk_->forward(images).flatten(1));
  }

 private:
  torch::nn::Sequential trunk_;
  Linear head_{48, 10};
};
TORCH_MODULE(SmoothNet);

std::unique_ptr<Classifier> Smooth() {
  at::manual_seed(1);
  return MakeClassifier("smooth", SmoothNet(), {3, 16, 16}, 10).value();
}

TEST(Fuse, WinogradAgreesWhereThereAreNoKinks) {
  const auto plain = Smooth();
  const auto direct = Fused(Smooth(), Direct());
  const auto winograd = Fused(Smooth());
  if (winograd == nullptr) GTEST_SKIP();
  const Step found = TrainOnce(*winograd);
  ExpectSame(*winograd, found, *plain, TrainOnce(*plain), 1e-4);
  EXPECT_FALSE(found.logits.equal(TrainOnce(*direct).logits)) << "has Winograd not been used?";
}

TEST(Fuse, MeasuredChoicesAreKeptAndRepeated) {
  const std::string path = ::testing::TempDir() + "/choices.json";
  const auto train = [&] {
    FuseOptions options;
    options.choices = ConvolutionChoices::Open(path).value();
    const auto fused = Fused(Smooth(), options);
    return fused == nullptr ? at::Tensor() : TrainOnce(*fused).logits;
  };
  const at::Tensor measured = train();
  if (!measured.defined()) GTEST_SKIP();
  std::string kept = ReadFile(path).value();
  for (const char* pass : {"forward 16x16x16 to 32", "data 32x16x16 to 48", "weights 16x16x16"}) {
    EXPECT_THAT(kept, HasSubstr(pass));
  }
  EXPECT_TRUE(train().equal(measured));
  EXPECT_EQ(ReadFile(path).value(), kept);

  kept = absl::StrReplaceAll(kept, {{"winograd", "direct"}});
  ASSERT_TRUE(WriteFileAtomically(path, kept).ok());
  const auto direct = Fused(Smooth(), Direct());
  EXPECT_TRUE(train().equal(TrainOnce(*direct).logits));
  EXPECT_EQ(ReadFile(path).value(), kept);
}

void SetTrained(const Classifier& network, const std::string& prefix, bool trained) {
  for (const NamedTensor& item : network.Parameters()) {
    item.tensor.mutable_grad() = at::Tensor();
    if (absl::StartsWith(item.name, prefix)) item.tensor.set_requires_grad(trained);
  }
}

void ExpectSame(Classifier& fused, Classifier& plain) {
  const Step found = TrainOnce(fused);
  ExpectSame(fused, found, plain, TrainOnce(plain), 1e-4);
}

TEST(Fuse, TrainsWhatRequiresGradients) {
  const auto plain = Plain({"cifar_resnet20"});
  const auto fused = Fused(Plain({"cifar_resnet20"}), Direct());
  if (fused == nullptr) GTEST_SKIP();
  ExpectSame(*fused, *plain);
  for (const char* frozen : {"conv1", "layer1", "layer3.1.conv2", "layer2", "layer3"}) {
    SCOPED_TRACE(frozen);
    SetTrained(*plain, frozen, false);
    SetTrained(*fused, frozen, false);
    ExpectSame(*fused, *plain);
  }
  SetTrained(*plain, "", true);
  SetTrained(*fused, "", true);
  ExpectSame(*fused, *plain);
}

TEST(Fuse, HasGeluAndScaledLogits) {
  const auto plain = MakeAirbench({}).value();
  const auto fused = Fused(MakeAirbench({}).value(), Direct());
  if (fused == nullptr) GTEST_SKIP();
  ExpectSame(*fused, *plain);
}

TEST(Fuse, ABackwardPassBelongsToTheLastForwardPass) {
  const auto fused = Fused(Plain({"cifar_plain20"}));
  if (fused == nullptr) GTEST_SKIP();
  const at::Tensor images = Images(*fused);
  const at::Tensor first = fused->Forward(images);
  fused->Forward(images);
  try {
    first.sum().backward();
    FAIL() << "expected an error";
  } catch (const c10::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("call backward before the next one"));
  }
}

TEST(Fuse, EvaluationIsThatOfThePlainNetwork) {
  const auto plain = Plain({"cifar_resnet18"});
  const auto fused = Fused(Plain({"cifar_resnet18"}));
  if (fused == nullptr) GTEST_SKIP();
  plain->SetTraining(false);
  fused->SetTraining(false);
  const at::Tensor images = Images(*plain);
  EXPECT_TRUE(fused->Forward(images).equal(plain->Forward(images)));
}

class CroppingNetImpl : public torch::nn::Module {
 public:
  CroppingNetImpl() { register_module("head", head_); }
  at::Tensor forward(const at::Tensor& images) {
    return head_->forward(images.slice(2, c10::nullopt, 4).flatten(1));
  }

 private:
  Linear head_{3 * 4 * 8, 10};
};
TORCH_MODULE(CroppingNet);

TEST(Fuse, NamesASliceThatIsNoStride) {
  auto network = MakeClassifier("cropping", CroppingNet(), {3, 8, 8}, 10).value();
  const absl::Status status = Fuse(network).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(status.message(), HasSubstr("aten::slice"));
}

TEST(Fuse, LeavesAsItIsWhatItCannotFuse) {
  auto network = MakeModel("swin_t", {{3, 64, 64}, 10, 1}).value();
  const auto fused = Fuse(network);
  EXPECT_EQ(fused.status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_NE(network, nullptr);
}

}  // namespace
}  // namespace stride
