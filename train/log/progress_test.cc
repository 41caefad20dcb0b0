#include "stride/train/log/progress.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

// A run of batches of 64 images, one a second.
class ProgressTest : public ::testing::Test {
 protected:
  ProgressOptions Options(bool live, int columns = 80) {
    ProgressOptions options;
    options.output = &output_;
    options.live = live;
    options.columns = [columns] { return columns; };
    options.now = [this] { return now_; };
    return options;
  }

  // What it writes.
  std::string Step(Progress& progress, int64_t batch, int64_t batches = 20) {
    now_ += absl::Seconds(1);
    StepReport report;
    report.epoch = 2;
    report.epochs = 10;
    report.batch = batch;
    report.batches = batches;
    report.examples = 64;
    report.loss = 0.25;
    return Written([&] { progress.OnStep(report); });
  }

  std::string Epoch(Progress& progress, std::optional<double> test_loss = 0.5) {
    EpochReport report;
    report.epoch = 2;
    report.epochs = 10;
    report.train_loss = 0.25;
    report.train_accuracy = 0.9;
    report.test_loss = test_loss;
    if (test_loss.has_value()) report.test_accuracy = 0.875;
    report.images_per_second = 12345.4;
    report.seconds = 10;
    return Written([&] { progress.OnEpoch(report); });
  }

  std::string Written(const std::function<void()>& call) {
    output_.str("");
    call();
    return output_.str();
  }

  std::ostringstream output_;
  absl::Time now_ = absl::FromUnixSeconds(1'000'000);
};

TEST_F(ProgressTest, WritesALineAQuarterWhereThereIsNoTerminal) {
  Progress progress(Options(false));
  std::string written;
  for (int64_t batch = 1; batch <= 20; ++batch) written += Step(progress, batch);
  EXPECT_EQ(written,
            "epoch 2/10  5/20  loss 0.2500  64 images/s  0:15 left\n"
            "epoch 2/10  10/20  loss 0.2500  64 images/s  0:10 left\n"
            "epoch 2/10  15/20  loss 0.2500  64 images/s  0:05 left\n");
}

TEST_F(ProgressTest, WritesALineAnEpoch) {
  Progress progress(Options(false));
  EXPECT_EQ(Epoch(progress),
            "epoch 2/10  train loss 0.2500 accuracy 90.00%  test loss 0.5000 accuracy 87.50%  "
            "12,345 images/s  1:20 left\n");
  EXPECT_EQ(Epoch(progress, std::nullopt),
            "epoch 2/10  train loss 0.2500 accuracy 90.00%  12,345 images/s  1:20 left\n");
}

TEST_F(ProgressTest, RewritesOneLineOnATerminal) {
  Progress progress(Options(true));
  EXPECT_EQ(Step(progress, 5),
            "\repoch 2/10 [=======>                    ]  5/20  loss 0.2500\x1b[K");
  EXPECT_EQ(
      Step(progress, 10),
      "\repoch 2/10 [===========>          ]  10/20  loss 0.2500  64 images/s  0:02 left\x1b[K");
  EXPECT_THAT(Epoch(progress), ::testing::StartsWith("\r\x1b[Kepoch 2/10  train"));
}

TEST_F(ProgressTest, NeverFillsTheLine) {
  Progress progress(Options(true, 40));
  Step(progress, 1);
  EXPECT_EQ(Step(progress, 2), "\repoch 2/10  2/20  loss 0.2500  64 image\x1b[K");
}

TEST_F(ProgressTest, RedrawsAtMostTenTimesASecond) {
  Progress progress(Options(true));
  EXPECT_THAT(Step(progress, 1), HasSubstr("1/20"));
  now_ -= absl::Milliseconds(950);
  EXPECT_EQ(Step(progress, 2), "");
}

TEST_F(ProgressTest, EndsALineThatStands) {
  {
    Progress progress(Options(true));
    Step(progress, 1);
  }
  EXPECT_THAT(output_.str(), EndsWith("\n"));
}

TEST_F(ProgressTest, ShortEpochsHaveNoQuarters) {
  Progress progress(Options(false));
  EXPECT_EQ(Step(progress, 1, 1), "");
}

}  // namespace
}  // namespace stride
