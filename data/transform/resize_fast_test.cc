#include "stride/data/transform/resize_fast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

TEST(ResizeFast, IsTheMeanOfTheAreaWhereItShrinks) {
  EXPECT_THAT(SamplesOf(*ResizeFast(NumberedImage(2, 4, 1), {1, 2})), ElementsAre(4, 6));
}

TEST(ResizeFast, IsNearToResizeWhereItGrows) {
  const Image image = NumberedImage(8, 8, 3);
  const Image fast = *ResizeFast(image, {19, 17});
  const Image slow = Resize(image, {19, 17});
  for (int64_t i = 0; i < slow.size_bytes(); ++i) {
    ASSERT_LE(std::abs(fast.data()[i] - slow.data()[i]), 1) << i;
  }
}

TEST(ResizeFast, ResizesAndSaysWhatItIs) {
  RandomStream random = ExampleStream(0);
  const Image image = NumberedImage(6, 9, 3);
  EXPECT_EQ(*ResizeFast(4)->Apply(image, random), *ResizeFast(image, {4, 6}));
  EXPECT_EQ(ResizeFast(256)->ToString(), "resize_fast(256)");
  EXPECT_EQ((*ParseTransform("resize_fast((24, 32))"))->ToString(), "resize_fast((24, 32))");
  EXPECT_FALSE(ParseTransform("resize_fast(0)").ok());
}

}  // namespace
}  // namespace stride
