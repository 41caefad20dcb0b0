// Winograd's algorithm in fused networks, by rule and by measurement.
#include <ATen/Functions.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/nn/modules/container/sequential.h>

#include <string>
#include <utility>

#include "absl/strings/str_replace.h"
#include "stride/data/base/file.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/fused/convolution_choices.h"
#include "stride/models/fused/fused_test_util.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

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

}  // namespace
}  // namespace stride
