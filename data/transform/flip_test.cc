#include "stride/data/transform/flip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/permute_pixels.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<int> Samples(const Image& image) {
  return {image.data(), image.data() + image.size_bytes()};
}

TEST(HorizontalFlip, MirrorsPixelsAndKeepsTheirChannels) {
  EXPECT_THAT(Samples(HorizontalFlip(NumberedImage(2, 3, 1))), ElementsAre(3, 2, 1, 6, 5, 4));
  EXPECT_THAT(Samples(HorizontalFlip(NumberedImage(1, 2, 3))), ElementsAre(4, 5, 6, 1, 2, 3));
}

TEST(RandomHorizontalFlip, HappensWithItsProbability) {
  const TransformPtr flip = RandomHorizontalFlip(0.3);
  const Image image = NumberedImage(1, 2, 1);
  int flipped = 0;
  for (int i = 0; i < 10000; ++i) {
    RandomStream random = ExampleStream(i);
    flipped += flip->Apply(image, random)->data()[0] == 2;
  }
  EXPECT_NEAR(flipped, 3000, 150);  // 3.3 standard deviations
}

TEST(Compose, AppliesInOrder) {
  const TransformPtr both = Compose({RandomHorizontalFlip(1), RandomCrop(4, 2)});
  EXPECT_EQ(both->ToString(), "random_horizontal_flip(1) | random_crop(4, padding=2)");
  RandomStream random = ExampleStream(5);
  const Image image = *both->Apply(NumberedImage(4, 4, 1), random);
  RandomStream again = ExampleStream(5);
  again.Bernoulli(1);
  EXPECT_EQ(image, *RandomCrop(4, 2)->Apply(HorizontalFlip(NumberedImage(4, 4, 1)), again));
}

TEST(Compose, StopsAtAnError) {
  RandomStream random = ExampleStream(0);
  EXPECT_FALSE(
      Compose({RandomCrop(9), RandomHorizontalFlip()})->Apply(NumberedImage(4, 4, 1), random).ok());
}

TEST(PermutePixels, IsOnePermutationForAllImages) {
  const TransformPtr permute = PermutePixels(5, 6, 1);
  RandomStream one = ExampleStream(1);
  RandomStream two = ExampleStream(2);
  const Image image = NumberedImage(5, 6, 1);
  const Image out = *permute->Apply(image, one);
  EXPECT_EQ(out, *permute->Apply(image, two));
  EXPECT_FALSE(out == image);
  EXPECT_THAT(Samples(out), ::testing::UnorderedElementsAreArray(Samples(image)));
  EXPECT_FALSE(out == *PermutePixels(5, 6, 2)->Apply(image, one));
}

TEST(PermutePixels, AnImageOfAnotherSizeIsAnError) {
  RandomStream random = ExampleStream(0);
  EXPECT_THAT(PermutePixels(5, 6, 1)->Apply(NumberedImage(6, 5, 1), random).status().ToString(),
              HasSubstr("the image has 6x5 pixels"));
}

}  // namespace
}  // namespace stride
