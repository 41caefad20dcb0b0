#include "stride/models/fused/fused_classifier.h"

#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/nn/module.h>

#include <ostream>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "stride/models/airbench/airbench.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/core/precision.h"
#include "stride/models/fused/fused_test_util.h"
#include "stride/models/googlenet/googlenet.h"
#include "stride/models/layers/linear.h"
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

class FusedNetwork : public ::testing::TestWithParam<Family> {};

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
