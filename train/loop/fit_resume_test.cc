#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/data/loader/mix.h"
#include "stride/models/fashion_cnn/fashion_cnn.h"
#include "stride/train/loop/fit.h"
#include "stride/train/loop/trial.h"
#include "stride/train/optimizer/sgd.h"
#include "stride/train/schedule/one_cycle.h"

namespace stride {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

using MakeTrial = Trial (*)(const std::string& folder);

// Trains straight, and stopped after `stop_after` steps and resumed by others.
void ExpectExactResume(MakeTrial make, const fs::path& folder, int stop_after) {
  Trial straight = make(folder / "straight");
  fs::create_directories(straight.options.run_directory);
  const auto expected = straight.Fit();
  ASSERT_TRUE(expected.ok()) << expected.status();

  Trial first = make(folder / "resumed");
  fs::create_directories(first.options.run_directory);
  int steps = 0;
  first.options.stop_requested = [&] { return ++steps == stop_after; };
  const auto stopped = first.Fit();
  ASSERT_TRUE(stopped.ok()) << stopped.status();
  EXPECT_TRUE(stopped->stopped);
  EXPECT_EQ(stopped->state.step, stop_after);

  Trial second = make(folder / "resumed");
  const auto start =
      LoadCheckpoint(folder / "resumed/last.safetensors", *second.classifier, *second.optimizer);
  ASSERT_TRUE(start.ok()) << start.status();
  second.options.start = *start;
  const auto resumed = second.Fit();
  ASSERT_TRUE(resumed.ok()) << resumed.status();
  EXPECT_FALSE(resumed->stopped);
  ExpectSameWeights(straight, second);
  ASSERT_EQ(resumed->epochs.size(), expected->epochs.size());
  for (size_t i = 0; i < expected->epochs.size(); ++i) {
    EXPECT_FLOAT_EQ(resumed->epochs[i].train_loss, expected->epochs[i].train_loss);
    EXPECT_FLOAT_EQ(*resumed->epochs[i].test_loss, *expected->epochs[i].test_loss);
  }
}

class FitResumeTest : public ::testing::Test {
 protected:
  const fs::path folder_ = fs::path(::testing::TempDir()) /
                           ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(FitResumeTest, ResumesBitForBitInTheMiddleOfAnEpoch) {
  ExpectExactResume([](const std::string& folder) { return Trial(folder); }, folder_, 7);
}

TEST_F(FitResumeTest, ResumesBitForBitAfterTheLastBatchOfAnEpoch) {
  ExpectExactResume([](const std::string& folder) { return Trial(folder); }, folder_, 5);
}

// The trunk is frozen in the first epoch, and computes in bf16.
TEST_F(FitResumeTest, ResumesFrozenLayersAndMixedPrecision) {
  const auto make = [](const std::string& folder) {
    Trial trial(folder);
    FashionCnnOptions options;
    options.num_classes = 2;
    trial.SetClassifier(*MakeFashionCnn(options));
    ToChannelsLast(*trial.classifier);
    trial.SetOptimizer(*MakeSgd(OptimizeAll(trial.classifier->Parameters())));
    trial.options.precision = Precision::kBfloat16;
    trial.options.before_epoch = [net = trial.classifier.get()](int64_t epoch) {
      for (const NamedTensor& item : net->Parameters()) {
        item.tensor.set_requires_grad(epoch > 0 || item.tensor.dim() < 4);
      }
    };
    return trial;
  };
  ExpectExactResume(make, folder_ / "first_epoch", 3);
  ExpectExactResume(make, folder_ / "second_epoch", 7);
}

TEST_F(FitResumeTest, ResumesBatchNormMomentumAndSchedule) {
  const auto make = [](const std::string& folder) {
    Trial trial(folder);
    FashionCnnOptions options;
    options.num_classes = 2;
    trial.SetClassifier(*MakeFashionCnn(options));
    SgdOptions sgd;
    sgd.momentum = 0.9;
    trial.SetOptimizer(*MakeSgd(OptimizeAll(trial.classifier->Parameters()), sgd));
    OneCycleOptions one_cycle;
    one_cycle.learning_rate = 0.1;
    one_cycle.total_steps = 10;
    trial.options.schedule = *OneCycle(one_cycle);
    return trial;
  };
  ExpectExactResume(make, folder_, 3);
}

TEST_F(FitResumeTest, ResumesMixedBatches) {
  const auto make = [](const std::string& folder) {
    Trial trial(folder);
    LoaderOptions loading = trial.train->options();
    loading.batch_transforms = {MixOneOf({MixUp(0.4), CutMix()})};
    trial.train = *Loader::Create(MakeHalves(40, 28), loading);
    trial.options.loss = CrossEntropy(/*label_smoothing=*/0.1);
    return trial;
  };
  ExpectExactResume(make, folder_, 7);
}

TEST_F(FitResumeTest, RefusesToResumeAnotherRun) {
  Trial trial;
  trial.options.start.step = 5;
  trial.options.start.seed = 8;
  trial.options.start.batches_per_epoch = 5;
  EXPECT_THAT(trial.ErrorMessage(),
              HasSubstr("started with seed 8 and 5 batches an epoch, now it is seed 7 and 5"));
}

}  // namespace
}  // namespace stride
