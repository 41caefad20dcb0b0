#include "stride/models/core/module_classifier.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"

namespace stride {
namespace {

// A reader's own network: head and trunk are declared apart, which is where they come apart.
class NetImpl : public torch::nn::Module {
 public:
  explicit NetImpl(int64_t head_features)
      : conv(register_module("conv", Conv2d(1, 4, 3))),
        norm(register_module("norm", BatchNorm2d(4))),
        fc(register_module("fc", Linear(head_features, 10))) {}

  at::Tensor forward(const at::Tensor& images) {
    return fc->forward(norm->forward(conv->forward(images)).relu().flatten(1));
  }

  Conv2d conv;
  BatchNorm2d norm;
  Linear fc;
};
TORCH_MODULE(Net);

constexpr ImageShape kInput{1, 8, 8};

std::unique_ptr<Classifier> MakeNet() { return *MakeClassifier("net", Net(144), kInput, 10); }

TEST(MakeClassifierTest, DescribesTheNetwork) {
  const auto classifier = MakeNet();
  EXPECT_EQ(classifier->name(), "net");
  EXPECT_EQ(classifier->input_shape(), kInput);
  EXPECT_EQ(classifier->num_classes(), 10);
  ASSERT_EQ(classifier->layers().size(), 3);
  EXPECT_EQ(classifier->layers()[2].name, "fc");
}

TEST(MakeClassifierTest, HeadThatDoesNotFitItsTrunk) {
  const absl::Status status = MakeClassifier("net", Net(100), kInput, 10).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(
      std::string(status.message()),
      "net: for 1x8x8 images fc (Linear 100 to 10) expects 100 features, 144 arrive. Build it "
      "with in_features = 144, or change the layers before it.\n"
      "layer                  arithmetic         output\n"
      "------------------------------------------------\n"
      "input                                     1x8x8\n"
      "conv (Conv2d 3x3, 4)   (8 - 3)/1 + 1 = 6  4x6x6\n"
      "norm (BatchNorm2d 4)                      4x6x6\n"
      "fc (Linear 100 to 10)  does not fit       -\n");
}

TEST(MakeClassifierTest, NumberOfLogitsMustBeTheNumberOfClasses) {
  const absl::Status status = MakeClassifier("net", Net(144), kInput, 7).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(absl::StrContains(status.message(), "yields 10 for an image, expected 7 logits"));
}

TEST(ClassifierTest, NamesParametersAndBuffersAsPyTorchDoes) {
  const auto classifier = MakeNet();
  std::vector<std::string> names;
  for (const NamedTensor& item : StateTensors(*classifier)) names.push_back(item.name);
  EXPECT_EQ(names, (std::vector<std::string>{"conv.weight", "conv.bias", "norm.weight", "norm.bias",
                                             "fc.weight", "fc.bias", "norm.running_mean",
                                             "norm.running_var", "norm.num_batches_tracked"}));
}

TEST(ClassifierTest, ForwardYieldsLogitsAndGradients) {
  const auto classifier = MakeNet();
  const at::Tensor logits = classifier->Forward(at::ones({2, 1, 8, 8}));
  EXPECT_EQ(logits.sizes(), (at::IntArrayRef{2, 10}));
  logits.sum().backward();
  for (const NamedTensor& item : classifier->Parameters()) {
    EXPECT_TRUE(item.tensor.grad().defined()) << item.name;
  }
}

TEST(ClassifierTest, ForwardRejectsImagesOfAnotherShape) {
  const auto classifier = MakeNet();
  EXPECT_THROW(classifier->Forward(at::ones({2, 1, 8, 9})), c10::Error);
  EXPECT_THROW(classifier->Forward(at::ones({1, 8, 8})), c10::Error);
}

TEST(ClassifierTest, EvalModeScopeRestoresTraining) {
  const auto classifier = MakeNet();
  EXPECT_TRUE(classifier->training());
  {
    const EvalModeScope eval_mode(*classifier);
    EXPECT_FALSE(classifier->training());
  }
  EXPECT_TRUE(classifier->training());
}

TEST(ClassifierTest, ToChangesFloatingPointTensorsOnly) {
  const auto classifier = MakeNet();
  classifier->To(at::kBFloat16);
  for (const NamedTensor& item : StateTensors(*classifier)) {
    const bool is_counter = absl::EndsWith(item.name, "num_batches_tracked");
    EXPECT_EQ(item.tensor.scalar_type(), is_counter ? at::kLong : at::kBFloat16) << item.name;
  }
  EXPECT_EQ(classifier->Forward(at::ones({2, 1, 8, 8})).scalar_type(), at::kBFloat16);
  classifier->To(at::Device(at::kCPU));
  EXPECT_EQ(classifier->Parameters()[0].tensor.scalar_type(), at::kBFloat16);
}

}  // namespace
}  // namespace stride
