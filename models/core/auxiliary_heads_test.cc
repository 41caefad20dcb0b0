#include "stride/models/core/auxiliary_heads.h"

#include <ATen/ops/ones.h>

#include "gtest/gtest.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/layers/linear.h"

namespace stride {
namespace {

// A second head on the images, left out if `second` is false.
class TwoHeadsImpl : public torch::nn::Module, public AuxiliaryHeads {
 public:
  explicit TwoHeadsImpl(bool second) : head_(register_module("head", Linear(4, 3))) {
    if (second) auxiliary_ = register_module("auxiliary", Linear(4, 3));
  }
  at::Tensor forward(const at::Tensor& images) {
    ClearAuxiliary();
    RunAuxiliary(auxiliary_, images.flatten(1), 0.3, is_training());
    return head_->forward(images.flatten(1));
  }

 private:
  Linear head_;
  Linear auxiliary_ = nullptr;
};
TORCH_MODULE(TwoHeads);

std::unique_ptr<Classifier> Make(bool second) {
  auto classifier = MakeClassifier("two_heads", TwoHeads(second), {1, 2, 2}, 3);
  EXPECT_TRUE(classifier.ok()) << classifier.status();
  return std::move(*classifier);
}

TEST(AuxiliaryHeads, AnswerOnceInTraining) {
  const auto classifier = Make(true);
  const at::Tensor images = at::ones({5, 1, 2, 2});
  EXPECT_TRUE(classifier->TakeAuxiliaryLogits().empty());
  classifier->Forward(images);
  classifier->Forward(images);
  const auto logits = classifier->TakeAuxiliaryLogits();
  ASSERT_EQ(logits.size(), 1);
  EXPECT_EQ(logits[0].logits.sizes(), (at::IntArrayRef{5, 3}));
  EXPECT_EQ(logits[0].weight, 0.3);
  EXPECT_TRUE(classifier->TakeAuxiliaryLogits().empty());
}

TEST(AuxiliaryHeads, AreSilentInEvaluation) {
  const auto classifier = Make(true);
  classifier->Forward(at::ones({5, 1, 2, 2}));
  const EvalModeScope eval(*classifier);
  classifier->Forward(at::ones({5, 1, 2, 2}));
  EXPECT_TRUE(classifier->TakeAuxiliaryLogits().empty());
}

TEST(AuxiliaryHeads, AreTraced) {
  EXPECT_EQ(Make(true)->layers().at(0).name, "auxiliary");
  EXPECT_EQ(Make(false)->layers().size(), 1);
}

}  // namespace
}  // namespace stride
