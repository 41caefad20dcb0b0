#include "stride/train/schedule/constant.h"

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(ConstantTest, IsTheSameAtEveryStep) {
  const auto schedule = Constant(0.1);
  ASSERT_TRUE(schedule.ok()) << schedule.status();
  EXPECT_EQ(schedule->at(0).learning_rate, 0.1);
  EXPECT_EQ(schedule->at(1'000'000).learning_rate, 0.1);
  EXPECT_FALSE(schedule->at(0).momentum.has_value());
  EXPECT_EQ(schedule->name, "constant(0.1)");
}

TEST(ConstantTest, RefusesARateOfZero) {
  EXPECT_EQ(Constant(0).status().message(),
            "constant schedule, learning_rate: expected a number above 0, found 0");
}

}  // namespace
}  // namespace stride
