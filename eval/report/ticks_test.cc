#include "stride/eval/report/ticks.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::DoubleEq;
using ::testing::DoubleNear;
using ::testing::ElementsAre;

TEST(TicksTest, StepsAreRound) {
  EXPECT_DOUBLE_EQ(TickStep({0, 10}, 5), 2);
  EXPECT_DOUBLE_EQ(TickStep({0, 10}, 6), 2);
  EXPECT_DOUBLE_EQ(TickStep({0, 10}, 4), 5);
  EXPECT_DOUBLE_EQ(TickStep({0.13, 0.71}, 6), 0.1);
  EXPECT_DOUBLE_EQ(TickStep({0, 0.3}, 3), 0.1);
  EXPECT_DOUBLE_EQ(TickStep({1, 2}, 1), 1);
  EXPECT_DOUBLE_EQ(TickStep({0, 60000}, 6), 10000);
  EXPECT_DOUBLE_EQ(TickStep({0, 61000}, 6), 20000);
}

TEST(TicksTest, RangesWiden) {
  const AxisRange range = WidenToSteps({0.13, 0.71}, 0.1);
  EXPECT_DOUBLE_EQ(range.low, 0.1);
  EXPECT_DOUBLE_EQ(range.high, 0.8);
  const AxisRange same = WidenToSteps({0.3, 0.6}, 0.1);
  EXPECT_NEAR(same.low, 0.3, 1e-12);
  EXPECT_NEAR(same.high, 0.6, 1e-12);
  EXPECT_DOUBLE_EQ(WidenToSteps({-7, 3}, 5).low, -10);
}

TEST(TicksTest, TicksLieWithin) {
  EXPECT_THAT(Ticks({1, 10}, 2), ElementsAre(2, 4, 6, 8, 10));
  EXPECT_THAT(Ticks({0.1, 0.3}, 0.1),
              ElementsAre(DoubleEq(0.1), DoubleEq(0.2), DoubleNear(0.3, 1e-12)));
  EXPECT_THAT(Ticks({-1, 1}, 1), ElementsAre(-1, 0, 1));
  EXPECT_EQ(Ticks({1e17, 1e17 + 64}, 16).size(), 5);
}

TEST(TicksTest, LabelsHaveTheDecimalsOfTheStep) {
  EXPECT_EQ(TickLabel(3, 1), "3");
  EXPECT_EQ(TickLabel(20000, 10000), "20000");
  EXPECT_EQ(TickLabel(3 * 0.1, 0.1), "0.3");
  EXPECT_EQ(TickLabel(0.25, 0.05), "0.25");
  EXPECT_EQ(TickLabel(0.002, 0.001), "0.002");
}

}  // namespace
}  // namespace stride
