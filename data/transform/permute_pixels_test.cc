#include "stride/data/transform/permute_pixels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(PermutePixels, IsOnePermutationForAllImages) {
  const TransformPtr permute = PermutePixels(5, 6, 1);
  RandomStream one = ExampleStream(1);
  RandomStream two = ExampleStream(2);
  const Image image = NumberedImage(5, 6, 1);
  const Image out = *permute->Apply(image, one);
  EXPECT_EQ(out, *permute->Apply(image, two));
  EXPECT_FALSE(out == image);
  EXPECT_THAT(SamplesOf(out), ::testing::UnorderedElementsAreArray(SamplesOf(image)));
  EXPECT_FALSE(out == *PermutePixels(5, 6, 2)->Apply(image, one));
}

TEST(PermutePixels, AnImageOfAnotherSizeIsAnError) {
  RandomStream random = ExampleStream(0);
  EXPECT_THAT(PermutePixels(5, 6, 1)->Apply(NumberedImage(6, 5, 1), random).status().ToString(),
              HasSubstr("this one has 6x5"));
}

}  // namespace
}  // namespace stride
