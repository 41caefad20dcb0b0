#include "stride/data/transform/flip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

TEST(HorizontalFlip, MirrorsPixelsAndKeepsTheirChannels) {
  EXPECT_THAT(SamplesOf(HorizontalFlip(NumberedImage(2, 3, 1))), ElementsAre(3, 2, 1, 6, 5, 4));
  EXPECT_THAT(SamplesOf(HorizontalFlip(NumberedImage(1, 2, 3))), ElementsAre(4, 5, 6, 1, 2, 3));
}

TEST(HorizontalFlip, MirrorsRowsOfEveryWidth) {
  for (const int channels : {1, 3}) {
    for (int width = 1; width < 40; ++width) {
      const Image image = NumberedImage(2, width, channels);
      const Image flipped = HorizontalFlip(image);
      for (int64_t i = 0; i < image.size_bytes(); ++i) {
        const int64_t pixel = i / channels;
        const int64_t from = pixel / width * width + width - 1 - pixel % width;
        ASSERT_EQ(flipped.data()[i], image.data()[from * channels + i % channels])
            << width << " pixels of " << channels;
      }
    }
  }
}

TEST(VerticalFlip, MirrorsRows) {
  EXPECT_THAT(SamplesOf(VerticalFlip(NumberedImage(3, 2, 1))), ElementsAre(5, 6, 3, 4, 1, 2));
  EXPECT_THAT(SamplesOf(VerticalFlip(NumberedImage(2, 1, 3))), ElementsAre(4, 5, 6, 1, 2, 3));
  EXPECT_THAT(SamplesOf(VerticalFlip(NumberedImage(1, 2, 1))), ElementsAre(1, 2));
}

TEST(RandomVerticalFlip, HappensWithItsProbability) {
  EXPECT_NEAR(CountChanged(RandomVerticalFlip(0.3), NumberedImage(2, 1, 1), 10000), 3000, 150);
  EXPECT_EQ(RandomVerticalFlip()->ToString(), "random_vertical_flip");
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

TEST(AlternatingHorizontalFlip, ShowsEveryImageFromBothSidesInTwoEpochs) {
  const TransformPtr flip = AlternatingHorizontalFlip();
  const Image image = NumberedImage(1, 2, 1);
  const auto flipped = [&](uint64_t epoch, uint64_t index) {
    RandomStream random(/*seed=*/3, epoch, index, RandomPurpose::kTransform);
    return flip->Apply(image, random)->data()[0] == 2;
  };
  int first = 0;
  for (int i = 0; i < 10000; ++i) {
    first += flipped(0, i);
    EXPECT_NE(flipped(0, i), flipped(1, i));
    EXPECT_EQ(flipped(0, i), flipped(4, i));
  }
  EXPECT_NEAR(first, 5000, 165);  // 3.3 standard deviations
  EXPECT_EQ(flip->ToString(), "alternating_horizontal_flip");
}

TEST(RandomHorizontalFlip, SaysWhatItIs) {
  EXPECT_EQ(RandomHorizontalFlip()->ToString(), "random_horizontal_flip");
  EXPECT_EQ(RandomHorizontalFlip(0.25)->ToString(), "random_horizontal_flip(0.25)");
}

TEST(HorizontalFlip, LeavesThoseWhoShareTheImageAlone) {
  const Image image = NumberedImage(1, 3, 1);
  EXPECT_THAT(SamplesOf(HorizontalFlip(image)), ElementsAre(3, 2, 1));
  EXPECT_THAT(SamplesOf(image), ElementsAre(1, 2, 3));
}

}  // namespace
}  // namespace stride
