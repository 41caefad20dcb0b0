#include "stride/eval/evaluator/evaluator.h"

#include <ATen/ops/mse_loss.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

struct Case {
  uint8_t pixel;
  int64_t label;
};

// 1 x 1 grey images.
class TinyDataset : public Dataset {
 public:
  TinyDataset(std::vector<Case> cases, std::vector<std::string> names)
      : cases_(std::move(cases)), names_(std::move(names)) {}

  int64_t size() const override { return static_cast<int64_t>(cases_.size()); }
  const std::vector<std::string>& class_names() const override { return names_; }
  std::string Id(int64_t index) const override { return absl::StrCat("tiny/", index); }
  absl::StatusOr<Example> Get(int64_t index) const override {
    Image image(1, 1, 1);
    image.mutable_data()[0] = cases_[index].pixel;
    return Example{image, cases_[index].label};
  }

 private:
  std::vector<Case> cases_;
  std::vector<std::string> names_;
};

// Logits are ln 1, ln 1, ln 1 but for the class of the pixel's value, which has ln 2:
// softmax gives that class 1/2 and the others 1/4.
class PixelClassifier : public Classifier {
 public:
  explicit PixelClassifier(ImageShape shape = {1, 1, 1}) : Classifier({"pixel", shape, 3, {}}) {}

  at::Tensor Forward(const at::Tensor& images) override {
    EXPECT_FALSE(training_);
    EXPECT_FALSE(c10::GradMode::is_enabled());
    const at::Tensor classes = images.view({-1, 1}).mul(255).round().to(at::kLong);
    largest_batch = std::max(largest_batch, images.size(0));
    return at::zeros({images.size(0), 3}).scatter(1, classes, std::log(2.0)).to(type_);
  }
  std::vector<NamedTensor> Parameters() const override { return {}; }
  std::vector<NamedTensor> Buffers() const override { return {}; }
  void SetTraining(bool training) override { training_ = training; }
  bool training() const override { return training_; }
  void To(at::ScalarType type) override { type_ = type; }
  void To(at::Device device) override {}

  int64_t largest_batch = 0;

 private:
  bool training_ = true;
  at::ScalarType type_ = at::kFloat;
};

std::unique_ptr<Loader> MakeLoader(const std::vector<Case>& cases, LoaderOptions options = {},
                                   const std::vector<std::string>& names = {"a", "b", "c"}) {
  options.num_threads = 0;
  auto loader = Loader::Create(std::make_shared<TinyDataset>(cases, names), options);
  EXPECT_TRUE(loader.ok()) << loader.status();
  return *std::move(loader);
}

// Right, wrong, right, right, wrong.
const std::vector<Case> kFive = {{0, 0}, {1, 0}, {1, 1}, {2, 2}, {0, 2}};

TEST(EvaluateTest, MeasuresEveryExampleOnce) {
  LoaderOptions loading;
  loading.batch_size = 2;
  const auto loader = MakeLoader(kFive, loading);
  PixelClassifier classifier;
  const auto evaluation = Evaluate(classifier, *loader, {});
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  EXPECT_EQ(classifier.largest_batch, 2);
  // Not the mean of the batches' means, which the odd last example would weigh twice.
  EXPECT_NEAR(evaluation->loss, (3 * std::log(2.0) + 2 * std::log(4.0)) / 5, 1e-6);
  EXPECT_DOUBLE_EQ(evaluation->accuracy, 0.6);
  EXPECT_EQ(evaluation->top_k_accuracy, 1);
  EXPECT_EQ(evaluation->confusion.total(), 5);
  EXPECT_EQ(evaluation->confusion.count(0, 1), 1);
  EXPECT_EQ(evaluation->confusion.count(2, 0), 1);
  EXPECT_GT(evaluation->images_per_second, 0);
  EXPECT_TRUE(classifier.training());
}

TEST(EvaluateTest, PredictionsFollowTheDataSetEvenWhenShuffled) {
  LoaderOptions loading;
  loading.batch_size = 2;
  loading.shuffle = true;
  const auto loader = MakeLoader(kFive, loading);
  PixelClassifier classifier;
  const auto evaluation = Evaluate(classifier, *loader, {});
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  ASSERT_EQ(evaluation->predictions.size(), 5);
  for (int64_t i = 0; i < 5; ++i) {
    EXPECT_EQ(evaluation->predictions[i].index, i);
    EXPECT_EQ(evaluation->predictions[i].label, kFive[i].label);
    EXPECT_EQ(evaluation->predictions[i].predicted, kFive[i].pixel);
    EXPECT_NEAR(evaluation->predictions[i].confidence, 0.5, 1e-6);
  }
}

TEST(EvaluateTest, TopKAndLossByOption) {
  const auto loader = MakeLoader(kFive);
  PixelClassifier classifier;
  EvaluateOptions options;
  options.top_k = 2;
  options.loss = [](const at::Tensor&, const at::Tensor& labels) {
    return labels.to(at::kFloat).mean();
  };
  const auto evaluation = Evaluate(classifier, *loader, options);
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  EXPECT_DOUBLE_EQ(evaluation->loss, 1);
  // After the class of the pixel comes the lowest other one: it is right for {1, 0}, not {0, 2}.
  EXPECT_DOUBLE_EQ(evaluation->top_k_accuracy, 0.8);
}

TEST(EvaluateTest, LogitsOfHalfTheWidth) {
  const auto loader = MakeLoader(kFive);
  PixelClassifier classifier;
  classifier.To(at::kBFloat16);
  const auto evaluation = Evaluate(classifier, *loader, {});
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  EXPECT_DOUBLE_EQ(evaluation->accuracy, 0.6);
  EXPECT_NEAR(evaluation->predictions[0].confidence, 0.5, 1e-2);
}

void ExpectError(Classifier& classifier, Loader& loader, const EvaluateOptions& options,
                 const std::string& message) {
  const auto evaluation = Evaluate(classifier, loader, options);
  ASSERT_FALSE(evaluation.ok());
  EXPECT_THAT(std::string(evaluation.status().message()), HasSubstr(message));
  EXPECT_TRUE(classifier.training());
}

TEST(EvaluateTest, ErrorsSayWhatDoesNotFit) {
  PixelClassifier classifier;
  ExpectError(classifier, *MakeLoader(kFive, {}, {"a", "b"}), {},
              "the data set has 2 classes, but pixel predicts 3");
  ExpectError(classifier, *MakeLoader({{0, 0}, {0, 3}}), {},
              "label of tiny/1: expected 0 to 2, found 3");
  EvaluateOptions no_top;
  no_top.top_k = 0;
  ExpectError(classifier, *MakeLoader(kFive), no_top, "top_k: expected at least 1, found 0");
  PixelClassifier larger({3, 32, 32});
  ExpectError(larger, *MakeLoader(kFive), {},
              "image tiny/0 is 1x1x1, but pixel was built for 3x32x32");
}

TEST(EvaluateTest, LibTorchErrorsBecomeAStatus) {
  PixelClassifier classifier;
  EvaluateOptions options;
  options.loss = [](const at::Tensor& logits, const at::Tensor&) {
    return at::mse_loss(logits, at::zeros({7, 7}));
  };
  ExpectError(classifier, *MakeLoader(kFive), options, "evaluation of pixel: ");
}

}  // namespace
}  // namespace stride
