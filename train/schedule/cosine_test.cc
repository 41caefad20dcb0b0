#include "stride/train/schedule/cosine.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(CosineTest, FallsFromPeakToFinal) {
  CosineOptions options;
  options.learning_rate = 0.5;
  options.total_steps = 100;
  options.final_learning_rate = 0.1;
  const auto schedule = Cosine(options);
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  EXPECT_DOUBLE_EQ(schedule->at(0).learning_rate, 0.5);
  EXPECT_NEAR(schedule->at(50).learning_rate, 0.3, 1e-12);
  EXPECT_DOUBLE_EQ(schedule->at(100).learning_rate, 0.1);
  EXPECT_DOUBLE_EQ(schedule->at(1000).learning_rate, 0.1);
}

TEST(CosineTest, RisesLinearlyBefore) {
  CosineOptions options;
  options.learning_rate = 1;
  options.total_steps = 30;
  options.warmup_steps = 10;
  options.warmup_factor = 0.2;
  const auto schedule = Cosine(options);
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  EXPECT_DOUBLE_EQ(schedule->at(0).learning_rate, 0.2);
  EXPECT_DOUBLE_EQ(schedule->at(5).learning_rate, 0.6);
  EXPECT_DOUBLE_EQ(schedule->at(10).learning_rate, 1);
  EXPECT_NEAR(schedule->at(20).learning_rate, 0.5, 1e-12);
}

TEST(CosineTest, RefusesOptionsOutOfRange) {
  CosineOptions options;
  options.total_steps = 10;
  EXPECT_THAT(std::string(Cosine(options).status().message()), HasSubstr("learning_rate"));
  options.learning_rate = 0.1;
  options.warmup_steps = 10;
  EXPECT_THAT(std::string(Cosine(options).status().message()),
              HasSubstr("total_steps: expected at least 11, found 10"));
  options.warmup_steps = 0;
  options.final_learning_rate = 0.2;
  EXPECT_THAT(std::string(Cosine(options).status().message()),
              HasSubstr("final_learning_rate: expected 0 to 0.1, found 0.2"));
}

}  // namespace
}  // namespace stride
