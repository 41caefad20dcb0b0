#include "stride/models/core/output_size.h"

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(OutputSizeTest, Convolutions) {
  EXPECT_EQ(OutputSize(28, {5}), 24);
  EXPECT_EQ(OutputSize(32, {3, 1, 1}), 32);
  EXPECT_EQ(OutputSize(224, {7, 2, 3}), 112);
  EXPECT_EQ(OutputSize(224, {11, 4, 2}), 55);
  EXPECT_EQ(OutputSize(32, {3, 1, 2, 2}), 32);
}

TEST(OutputSizeTest, WindowThatDoesNotFitIsBelowOne) {
  EXPECT_EQ(OutputSize(4, {5}), 0);
  EXPECT_EQ(OutputSize(2, {5, 2}), -1);
  EXPECT_EQ(OutputSize(1, {2, 2}), 0);
}

TEST(OutputSizeTest, CeilModeCountsThePartialWindow) {
  EXPECT_EQ(OutputSize(112, {3, 2, 0, 1, false}), 55);
  EXPECT_EQ(OutputSize(112, {3, 2, 0, 1, true}), 56);
  EXPECT_EQ(OutputSize(6, {2, 2, 0, 1, true}), 3);
}

TEST(OutputSizeTest, CeilModeDropsAWindowThatStartsInThePadding) {
  EXPECT_EQ(OutputSize(3, {2, 2, 1, 1, true}), 2);
  EXPECT_EQ(OutputSize(5, {2, 3, 1, 1, true}), 2);
}

TEST(OutputSizeFormulaTest, FillsInTheNumbers) {
  EXPECT_EQ(OutputSizeFormula(32, {3, 1, 1}), "(32 + 2*1 - 3)/1 + 1 = 32");
  EXPECT_EQ(OutputSizeFormula(28, {2, 2}), "(28 - 2)/2 + 1 = 14");
  EXPECT_EQ(OutputSizeFormula(32, {3, 1, 2, 2}), "(32 + 2*2 - 2*(3 - 1) - 1)/1 + 1 = 32");
  EXPECT_EQ(OutputSizeFormula(224, {7, 2, 3}), "floor((224 + 2*3 - 7)/2) + 1 = 112");
  EXPECT_EQ(OutputSizeFormula(112, {3, 2, 0, 1, true}), "ceil((112 - 3)/2) + 1 = 56");
  EXPECT_EQ(OutputSizeFormula(2, {5}), "(2 - 5)/1 + 1 = -2");
  EXPECT_EQ(OutputSizeFormula(3, {2, 2, 1, 1, true}),
            "ceil((3 + 2*1 - 2)/2) + 1 - 1 (last window lies in the padding) = 2");
}

}  // namespace
}  // namespace stride
