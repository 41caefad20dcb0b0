#include "stride/data/transform/grayscale.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Grayscale, YieldsSoManyChannels) {
  RandomStream random = ExampleStream(0);
  const Image image = NumberedImage(1, 2, 3);
  EXPECT_THAT(SamplesOf(*Grayscale()->Apply(image, random)), ElementsAre(2, 5));
  EXPECT_THAT(SamplesOf(*Grayscale(3)->Apply(image, random)), ElementsAre(2, 2, 2, 5, 5, 5));
  EXPECT_EQ(Grayscale(3)->Apply(NumberedImage(1, 2, 1), random)->channels(), 3);
}

TEST(Grayscale, TextForm) {
  EXPECT_EQ(Grayscale(3)->ToString(), "grayscale(3)");
  EXPECT_EQ(RandomGrayscale()->ToString(), "random_grayscale");
  EXPECT_EQ(ParseTransform("random_grayscale(0.2)").value()->ToString(), "random_grayscale(0.2)");
  EXPECT_THAT(ParseTransform("grayscale(2)").status().ToString(),
              HasSubstr("num_output_channels: expected 1 or 3, found 2"));
}

TEST(RandomGrayscale, HappensWithItsProbabilityAndKeepsTheChannels) {
  EXPECT_NEAR(CountChanged(RandomGrayscale(0.3), NumberedImage(1, 2, 3), 5000), 1500, 107);
  RandomStream random = ExampleStream(0);
  EXPECT_EQ(RandomGrayscale(1)->Apply(NumberedImage(1, 2, 3), random)->channels(), 3);
  EXPECT_EQ(RandomGrayscale(1)->Apply(NumberedImage(1, 2, 1), random)->channels(), 1);
}

}  // namespace
}  // namespace stride
