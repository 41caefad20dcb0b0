#include "stride/data/transform/compose.h"

#include <gtest/gtest.h>

#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

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

}  // namespace
}  // namespace stride
