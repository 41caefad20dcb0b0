#include "stride/train/schedule/step_decay.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(StepDecayTest, FallsAtEachMilestone) {
  const auto schedule = StepDecay({0.8, {2, 3}, 0.5});
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  EXPECT_DOUBLE_EQ(schedule->at(0).learning_rate, 0.8);
  EXPECT_DOUBLE_EQ(schedule->at(1).learning_rate, 0.8);
  EXPECT_DOUBLE_EQ(schedule->at(2).learning_rate, 0.4);
  EXPECT_DOUBLE_EQ(schedule->at(3).learning_rate, 0.2);
  EXPECT_DOUBLE_EQ(schedule->at(99).learning_rate, 0.2);
  EXPECT_FALSE(schedule->at(2).momentum.has_value());
  EXPECT_EQ(schedule->name, "step_decay(0.8, x 0.5 at 2, 3)");
}

TEST(StepDecayTest, RefusesOptionsOutOfRange) {
  EXPECT_THAT(std::string(StepDecay({0, {2}}).status().message()), HasSubstr("learning_rate"));
  EXPECT_THAT(std::string(StepDecay({0.1, {2}, 0}).status().message()), HasSubstr("factor"));
  EXPECT_THAT(std::string(StepDecay({0.1, {2, 2}}).status().message()),
              HasSubstr("milestones: expected rising steps, found 2, 2"));
}

}  // namespace
}  // namespace stride
