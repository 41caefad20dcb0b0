#include "stride/models/layers/window_record.h"

#include <c10/util/Exception.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(WindowsToStringTest, LeavesOutDefaults) {
  EXPECT_EQ(WindowsToString({Window{3}, Window{3}}, "64", {1, 1}), "3x3, 64");
  EXPECT_EQ(WindowsToString({Window{2, 2}, Window{2, 2}}, "", {2, 2}), "2x2");
  EXPECT_EQ(WindowsToString({Window{3, 2, 1, 1, true}, Window{3, 2, 0, 2, true}}, "", {3, 3}),
            "3x3, stride 2, padding 1x0, dilation 1x2, ceil");
}

TEST(SlideWindowsTest, WritesOneFormulaForSquares) {
  LayerRecord record;
  SlideWindows({Window{3}, Window{3}}, {2, 1, 8, 8}, 4, record);
  EXPECT_EQ(record.input, (std::vector<int64_t>{1, 8, 8}));
  EXPECT_EQ(record.output, (std::vector<int64_t>{4, 6, 6}));
  EXPECT_EQ(record.formula, "(8 - 3)/1 + 1 = 6");
  SlideWindows({Window{3}, Window{3}}, {2, 1, 8, 9}, 4, record);
  EXPECT_EQ(record.formula, "h: (8 - 3)/1 + 1 = 6, w: (9 - 3)/1 + 1 = 7");
}

TEST(CheckWindowsTest, RejectsSizesOutOfRange) {
  CheckWindows("Conv2d", {Window{3}, Window{1}});
  EXPECT_THROW(CheckWindows("Conv2d", {Window{3}, Window{0}}), c10::Error);
  EXPECT_THROW(CheckWindows("Conv2d", {Window{3, 0}, Window{3}}), c10::Error);
  EXPECT_THROW(CheckWindows("Conv2d", {Window{3, 1, -1}, Window{3}}), c10::Error);
}

}  // namespace
}  // namespace stride
