#include "stride/train/log/metrics_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/data/base/file.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

constexpr char kExpectedHeader[] =
    "epoch,step,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,"
    "images_per_second,seconds\n";

EpochReport Report(int64_t epoch) {
  EpochReport report;
  report.epoch = epoch;
  report.step = 100 * epoch;
  report.learning_rate = 0.1;
  report.train_loss = 0.5;
  report.train_accuracy = 0.75;
  report.test_loss = 0.25;
  report.test_accuracy = 0.9;
  report.images_per_second = 1234.56;
  report.seconds = 2.5;
  return report;
}

class MetricsFileTest : public ::testing::Test {
 protected:
  const std::string path_ = ::testing::TempDir() + "/" +
                            ::testing::UnitTest::GetInstance()->current_test_info()->name() +
                            ".csv";
};

TEST_F(MetricsFileTest, HasARowAnEpoch) {
  auto file = MetricsFile::Open(path_, 0);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(*ReadFile(path_), kExpectedHeader);
  ASSERT_TRUE(file->Append(Report(1)).ok());
  EpochReport untested = Report(2);
  untested.test_loss.reset();
  untested.test_accuracy.reset();
  ASSERT_TRUE(file->Append(untested).ok());
  EXPECT_EQ(*ReadFile(path_), std::string(kExpectedHeader) +
                                  "1,100,0.1,0.5,0.75,0.25,0.9,1234.6,2.500\n"
                                  "2,200,0.1,0.5,0.75,,,1234.6,2.500\n");
}

TEST_F(MetricsFileTest, KeepsTheRowsBeforeAResumption) {
  auto file = MetricsFile::Open(path_, 0);
  ASSERT_TRUE(file.ok()) << file.status();
  for (int epoch = 1; epoch <= 3; ++epoch) ASSERT_TRUE(file->Append(Report(epoch)).ok());

  auto resumed = MetricsFile::Open(path_, 2);
  ASSERT_TRUE(resumed.ok()) << resumed.status();
  ASSERT_EQ(resumed->rows().size(), 2);
  EXPECT_EQ(resumed->rows()[1].step, 200);
  EXPECT_EQ(resumed->rows()[1].test_accuracy, 0.9);
  ASSERT_TRUE(resumed->Append(Report(3)).ok());
  EXPECT_EQ(MetricsFile::Open(path_, 9)->rows().size(), 3);
  EXPECT_EQ(MetricsFile::Open(path_, 0)->rows().size(), 0);
}

TEST_F(MetricsFileTest, NamesTheLineThatIsNoRow) {
  ASSERT_TRUE(WriteFileAtomically(path_, "time,mood\n").ok());
  absl::Status status = MetricsFile::Open(path_, 1).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 1: expected the header"));

  ASSERT_TRUE(WriteFileAtomically(path_, std::string(kExpectedHeader) + "1,2,3\n").ok());
  status = MetricsFile::Open(path_, 1).status();
  EXPECT_THAT(std::string(status.message()), HasSubstr("line 2: expected a row"));
  EXPECT_EQ(*ReadFile(path_), std::string(kExpectedHeader) + "1,2,3\n");
}

TEST_F(MetricsFileTest, FailsWhereItCannotWrite) {
  const auto file = MetricsFile::Open(path_ + "/no/such/folder.csv", 0);
  EXPECT_FALSE(file.ok());
}

}  // namespace
}  // namespace stride
