#include "stride/train/schedule/one_cycle.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

OneCycleOptions TenSteps() {
  OneCycleOptions options;
  options.learning_rate = 1;
  options.total_steps = 10;
  return options;
}

TEST(OneCycleTest, RisesThenFallsAndMomentumMirrorsIt) {
  const auto schedule = OneCycle(TenSteps());
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  EXPECT_NEAR(schedule->at(0).learning_rate, 1.0 / 25, 1e-12);
  EXPECT_DOUBLE_EQ(*schedule->at(0).momentum, 0.95);
  EXPECT_DOUBLE_EQ(schedule->at(2).learning_rate, 1);
  EXPECT_DOUBLE_EQ(*schedule->at(2).momentum, 0.85);
  EXPECT_NEAR(schedule->at(9).learning_rate, 1.0 / 25 / 1e4, 1e-15);
  EXPECT_DOUBLE_EQ(*schedule->at(9).momentum, 0.95);
  EXPECT_EQ(schedule->at(50).learning_rate, schedule->at(9).learning_rate);
}

TEST(OneCycleTest, LinearAndWithoutMomentum) {
  OneCycleOptions options = TenSteps();
  options.anneal = Anneal::kLinear;
  options.cycle_momentum = false;
  options.div_factor = 2;
  const auto schedule = OneCycle(options);
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  EXPECT_DOUBLE_EQ(schedule->at(1).learning_rate, 0.75);
  EXPECT_FALSE(schedule->at(1).momentum.has_value());
}

TEST(OneCycleTest, TakesTheShortestRunsAndTheWidestShares) {
  OneCycleOptions options = TenSteps();
  options.total_steps = 1;
  EXPECT_DOUBLE_EQ(OneCycle(options)->at(0).learning_rate, 1);
  options = TenSteps();
  options.rising_share = 0;
  EXPECT_DOUBLE_EQ(OneCycle(options)->at(0).learning_rate, 1);
  options.rising_share = 1;
  EXPECT_DOUBLE_EQ(OneCycle(options)->at(9).learning_rate, 1);
}

TEST(OneCycleTest, RefusesOptionsOutOfRange) {
  OneCycleOptions options = TenSteps();
  options.rising_share = 1.5;
  EXPECT_THAT(std::string(OneCycle(options).status().message()),
              HasSubstr("rising_share: expected 0 to 1, found 1.5"));
  options = TenSteps();
  options.total_steps = 0;
  EXPECT_THAT(std::string(OneCycle(options).status().message()), HasSubstr("total_steps"));
  options = TenSteps();
  options.max_momentum = 1;
  EXPECT_THAT(std::string(OneCycle(options).status().message()), HasSubstr("max_momentum"));
}

}  // namespace
}  // namespace stride
