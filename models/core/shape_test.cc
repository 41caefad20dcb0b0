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

TEST(ParseImageShapeTest, ReadsWhatIsPrintedAndNothingElse) {
  EXPECT_EQ(*ParseImageShape("3x32x24"), (ImageShape{3, 32, 24}));
  for (const char* text : {"", "3x32", "3x32x0", "3x32x-4", "3x32x32x1", "3*32*32"}) {
    EXPECT_FALSE(ParseImageShape(text).ok()) << text;
  }
}

TEST(SizesToStringTest, AnyNumberOfDimensions) {
  EXPECT_EQ(SizesToString({}), "scalar");
  EXPECT_EQ(SizesToString({10}), "10");
  EXPECT_EQ(SizesToString({1, 2, 3, 4}), "1x2x3x4");
}

}  // namespace
}  // namespace stride
