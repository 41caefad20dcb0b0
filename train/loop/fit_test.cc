#include "stride/train/loop/fit.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/data/base/file.h"
#include "stride/data/loader/mix.h"
#include "stride/models/core/weights.h"
#include "stride/models/mlp/mlp.h"
#include "stride/train/loop/trial.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class FitTest : public ::testing::Test {
 protected:
  FitTest() { fs::create_directories(folder_); }

  const fs::path folder_ = fs::path(::testing::TempDir()) /
                           ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(FitTest, LearnsAndReports) {
  Trial trial(folder_);
  trial.options.epochs = 10;
  const auto result = trial.Fit();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->stopped);
  EXPECT_EQ(result->state.epoch, 10);
  EXPECT_EQ(result->state.step, 50);
  ASSERT_EQ(result->epochs.size(), 10);
  const EpochReport& last = result->epochs.back();
  EXPECT_EQ(last.epoch, 10);
  EXPECT_EQ(last.step, 50);
  EXPECT_EQ(last.learning_rate, 0.01);
  EXPECT_LT(last.train_loss, result->epochs.front().train_loss);
  EXPECT_GT(last.train_accuracy, 0.9);
  EXPECT_EQ(*last.test_accuracy, 1);
  EXPECT_GT(last.images_per_second, 0);
  EXPECT_EQ(result->state.best_accuracy, 1);
  for (const EpochReport& report : result->epochs) EXPECT_LE(*report.test_accuracy, 1);
}

TEST_F(FitTest, WhatRequiresNoGradientStaysAsItIs) {
  Trial trial(folder_);
  const NamedTensor first = trial.classifier->Parameters().front();
  std::vector<at::Tensor> seen;
  trial.options.before_epoch = [&](int64_t epoch) {
    seen.push_back(first.tensor.detach().clone());
    first.tensor.set_requires_grad(epoch > 0);
  };
  ASSERT_TRUE(trial.Fit().ok());
  ASSERT_EQ(seen.size(), 2);
  EXPECT_TRUE(seen[0].equal(seen[1]));
  EXPECT_FALSE(seen[1].equal(first.tensor));
}

TEST_F(FitTest, LeavesCheckpointWeightsAndMetrics) {
  Trial trial(folder_);
  ASSERT_TRUE(trial.Fit().ok());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 3);
  const std::string metrics = *ReadFile(folder_ / "metrics.csv");
  EXPECT_EQ(std::count(metrics.begin(), metrics.end(), '\n'), 3);
  EXPECT_TRUE(LoadWeights(*trial.classifier, folder_ / "best.safetensors").ok());
  const auto state =
      LoadCheckpoint(folder_ / "last.safetensors", *trial.classifier, *trial.optimizer);
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_EQ(state->step, 10);
}

struct CountingObserver : FitObserver {
  void OnStep(const StepReport& report) override {
    ++steps;
    last = report;
  }
  void OnEpoch(const EpochReport& /*report*/) override { ++epochs; }
  int steps = 0;
  int epochs = 0;
  StepReport last;
};

TEST_F(FitTest, TellsTheObserver) {
  Trial trial;
  trial.test.reset();
  CountingObserver observer;
  trial.options.observer = &observer;
  const auto result = trial.Fit();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(observer.steps, 10);
  EXPECT_EQ(observer.epochs, 2);
  EXPECT_EQ(observer.last.epoch, 2);
  EXPECT_EQ(observer.last.batch, 5);
  EXPECT_EQ(observer.last.batches, 5);
  EXPECT_EQ(observer.last.examples, 8);
  EXPECT_EQ(observer.last.loss, result->epochs.back().train_loss);
  EXPECT_EQ(observer.last.accuracy, result->epochs.back().train_accuracy);
  EXPECT_FALSE(result->epochs.back().test_loss.has_value());
}

// A network with an auxiliary head that answers as the main one does, and counts as much.
class Echo : public Classifier {
 public:
  explicit Echo(std::unique_ptr<Classifier> main)
      : Classifier({"echo", main->input_shape(), main->num_classes(), {}}),
        main_(std::move(main)) {}
  at::Tensor Forward(const at::Tensor& images) override {
    at::Tensor logits = main_->Forward(images);
    if (training()) echo_ = {{logits, 1.0}};
    return logits;
  }
  std::vector<AuxiliaryLogits> TakeAuxiliaryLogits() override { return std::exchange(echo_, {}); }
  std::vector<NamedTensor> Parameters() const override { return main_->Parameters(); }
  std::vector<NamedTensor> Buffers() const override { return main_->Buffers(); }
  void SetTraining(bool training) override { main_->SetTraining(training); }
  bool training() const override { return main_->training(); }
  void To(at::ScalarType type) override { main_->To(type); }
  void To(at::Device device) override { main_->To(device); }

 private:
  std::unique_ptr<Classifier> main_;
  std::vector<AuxiliaryLogits> echo_;
};

TEST_F(FitTest, AuxiliaryHeadsAddTheirLosses) {
  Trial echo;
  echo.SetClassifier(std::make_unique<Echo>(std::move(echo.classifier)));
  Trial twice;
  twice.options.loss.function = [](const at::Tensor& logits, const at::Tensor& labels) {
    return CrossEntropy().function(logits, labels).mul(2);
  };
  for (Trial* trial : {&echo, &twice}) {
    trial->SetOptimizer(*MakeSgd(OptimizeAll(trial->classifier->Parameters())));
  }
  const auto echo_result = echo.Fit();
  const auto twice_result = twice.Fit();
  ASSERT_TRUE(echo_result.ok() && twice_result.ok());
  ExpectSameWeights(echo, twice);
  EXPECT_DOUBLE_EQ(2 * echo_result->epochs[0].train_loss, twice_result->epochs[0].train_loss);
  EXPECT_DOUBLE_EQ(2 * *echo_result->epochs[0].test_loss, *twice_result->epochs[0].test_loss);
}

TEST_F(FitTest, StopsAtALossThatIsNotFinite) {
  Trial trial(folder_);
  std::string after_first_epoch;
  trial.options.loss.function = [&](const at::Tensor& logits, const at::Tensor& labels) {
    at::Tensor loss = CrossEntropy().function(logits, labels);
    if (fs::exists(folder_ / "best.safetensors") && logits.requires_grad()) {
      after_first_epoch = *ReadFile(folder_ / "last.safetensors");
      return loss.mul(std::numeric_limits<double>::quiet_NaN());
    }
    return loss;
  };
  const auto result = trial.Fit();
  EXPECT_EQ(result.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(result.status().message()),
              HasSubstr("the loss is nan after 5 steps (epoch 2, learning rate 0.01); lower"));
  EXPECT_THAT(std::string(result.status().message()), HasSubstr("keeps the state after 5 steps"));
  EXPECT_EQ(*ReadFile(folder_ / "last.safetensors"), after_first_epoch);
  Trial kept;
  ASSERT_TRUE(LoadCheckpoint(folder_ / "last.safetensors", *kept.classifier, *kept.optimizer).ok());
  ExpectSameWeights(kept, trial);
}

TEST_F(FitTest, DivergenceLeavesFiniteWeights) {
  Trial trial(folder_, 1e30);
  const auto result = trial.Fit();
  EXPECT_EQ(result.status().code(), absl::StatusCode::kFailedPrecondition) << result.status();
  Trial kept;
  ASSERT_TRUE(LoadCheckpoint(folder_ / "last.safetensors", *kept.classifier, *kept.optimizer).ok());
  for (const NamedTensor& item : kept.classifier->Parameters()) {
    EXPECT_TRUE(std::isfinite(item.tensor.sum().item<double>())) << item.name;
  }
}

TEST_F(FitTest, AStopAfterADivergingStepSavesNothing) {
  Trial trial(folder_, 1e39);
  trial.options.stop_requested = [] { return true; };
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("is not finite after 1 steps"));
  Trial kept;
  const auto state =
      LoadCheckpoint(folder_ / "last.safetensors", *kept.classifier, *kept.optimizer);
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_EQ(state->step, 0);
  EXPECT_TRUE(CheckFinite(*kept.classifier).ok());
}

TEST_F(FitTest, LearnsFromTargetsAndCountsAgainstLabels) {
  Trial trial;
  LoaderOptions loading = trial.train->options();
  loading.batch_transforms = {CutMix()};
  trial.train = *Loader::Create(MakeHalves(40, 28), loading);
  trial.options.epochs = 10;
  int mixed = 0;
  trial.options.loss.function = [&](const at::Tensor& logits, const at::Tensor& labels) {
    if (logits.requires_grad())
      mixed += labels.dim() == 2 && labels.amax(1).amin().item<float>() < 1;
    return CrossEntropy().function(logits, labels);
  };
  const auto result = trial.Fit();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_GT(mixed, 0);
  EXPECT_GT(result->epochs.back().train_accuracy, 0.6);
  EXPECT_EQ(*result->epochs.back().test_accuracy, 1);
}

TEST_F(FitTest, ClipsGradients) {
  Trial trial("", 1);
  trial.SetOptimizer(*MakeSgd(OptimizeAll(trial.classifier->Parameters())));
  trial.options.gradient_clip_norm = 1e-3;
  trial.options.stop_requested = [] { return true; };
  const at::Tensor weight = trial.classifier->Parameters()[0].tensor;
  const at::Tensor before = weight.detach().clone();
  ASSERT_TRUE(trial.Fit().ok());
  const double change = weight.sub(before).norm().item<double>();
  EXPECT_GT(change, 0);
  EXPECT_LE(change, 1.001e-3);
}

TEST_F(FitTest, RefusesOptionsOutOfRange) {
  Trial trial;
  trial.options.epochs = 0;
  EXPECT_EQ(trial.ErrorMessage(), "fit, epochs: expected at least 1, found 0");
  trial.options.epochs = 1;
  trial.options.gradient_clip_norm = 0;
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("gradient_clip_norm"));
  trial.options.optimizer = nullptr;
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("must be given"));
}

TEST_F(FitTest, RefusesAModelOfAnotherNumberOfClasses) {
  Trial trial;
  trial.SetClassifier(*MakeMlp({}));
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("has 2 classes, but mlp predicts 10"));
}

TEST_F(FitTest, RefusesLoadersWithoutBatches) {
  Trial trial;
  LoaderOptions loading;
  loading.batch_size = 64;
  loading.drop_last = true;
  trial.train = *Loader::Create(MakeHalves(40, 28), loading);
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("40 examples in batches of 64, and short ones"));
}

TEST_F(FitTest, ErrorsOfLibTorchBecomeAStatus) {
  Trial trial;
  trial.train = *Loader::Create(MakeHalves(40, 20), {});
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("training of mlp, step 0: mlp takes images"));
}

TEST_F(FitTest, FailsBeforeTheFirstStepWhereItCannotWrite) {
  Trial trial(folder_ / "missing");
  CountingObserver observer;
  trial.options.observer = &observer;
  EXPECT_THAT(trial.ErrorMessage(), HasSubstr("missing"));
  EXPECT_EQ(observer.steps, 0);
}

}  // namespace
}  // namespace stride
