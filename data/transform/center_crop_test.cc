#include "stride/data/transform/center_crop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

// The first sample tells where the crop begins. Half of 1 is 0, half of 3 is 2: to the even number.
TEST(CenterCrop, BeginsInTheMiddle) {
  const Image row = NumberedImage(1, 9, 1);
  EXPECT_EQ(CenterCrop(row, {1, 8}).data()[0], 1);
  EXPECT_EQ(CenterCrop(row, {1, 7}).data()[0], 2);
  EXPECT_EQ(CenterCrop(row, {1, 6}).data()[0], 3);
  EXPECT_EQ(CenterCrop(row, {1, 9}), row);
}

TEST(CenterCrop, PadsWhatIsSmaller) {
  EXPECT_THAT(SamplesOf(CenterCrop(NumberedImage(2, 3, 1), {5, 1})), ElementsAre(0, 2, 5, 0, 0));
}

TEST(CenterCrop, IsATransform) {
  RandomStream random = ExampleStream(0);
  const Image image = NumberedImage(5, 6, 3);
  EXPECT_EQ(*CenterCrop({3, 2})->Apply(image, random), CenterCrop(image, {3, 2}));
  EXPECT_EQ(CenterCrop(224)->ToString(), "center_crop(224)");
}

std::vector<int> FirstSamples(const std::vector<Image>& images) {
  std::vector<int> samples;
  samples.reserve(images.size());
  for (const Image& image : images) samples.push_back(image.data()[0]);
  return samples;
}

TEST(FiveCrop, TakesTheCornersAndTheMiddle) {
  EXPECT_THAT(FirstSamples(*FiveCrop(NumberedImage(3, 4, 1), {1, 2})), ElementsAre(1, 3, 9, 11, 6));
  EXPECT_FALSE(FiveCrop(NumberedImage(3, 4, 1), {4, 1}).ok());
  EXPECT_FALSE(FiveCrop(NumberedImage(3, 4, 1), 0).ok());
}

TEST(TenCrop, AddsThoseOfTheFlippedImage) {
  EXPECT_THAT(FirstSamples(*TenCrop(NumberedImage(3, 4, 1), {1, 2})),
              ElementsAre(1, 3, 9, 11, 6, 4, 2, 12, 10, 7));
  EXPECT_THAT(FirstSamples(*TenCrop(NumberedImage(3, 4, 1), {1, 2}, /*vertical_flip=*/true)),
              ElementsAre(1, 3, 9, 11, 6, 9, 11, 1, 3, 6));
}

}  // namespace
}  // namespace stride
