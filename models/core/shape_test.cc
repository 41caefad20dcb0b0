#include "stride/models/core/shape.h"

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(ImageShapeTest, CountsValuesAndPrints) {
  const ImageShape shape{3, 32, 24};
  EXPECT_EQ(shape.numel(), 2304);
  EXPECT_EQ(shape.ToString(), "3x32x24");
  EXPECT_EQ(shape, (ImageShape{3, 32, 24}));
  EXPECT_NE(shape, (ImageShape{3, 24, 32}));
}

TEST(SizesToStringTest, AnyNumberOfDimensions) {
  EXPECT_EQ(SizesToString({}), "scalar");
  EXPECT_EQ(SizesToString({10}), "10");
  EXPECT_EQ(SizesToString({1, 2, 3, 4}), "1x2x3x4");
}

}  // namespace
}  // namespace stride
