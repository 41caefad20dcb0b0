#include "stride/data/transform/crop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<int> Row(const Image& image, int y) {
  return {image.row(y), image.row(y) + image.width() * image.channels()};
}

// The fill's modes on the row 1 2 3; all of them together are compared with torchvision's under
// tests/golden/transforms.
TEST(Pad, FillsByItsMode) {
  const Image image = NumberedImage(1, 3, 1);
  const Padding padding{2, 0, 2, 0};
  EXPECT_THAT(Row(*Pad(image, padding, PaddingMode::kConstant, 9), 0),
              ElementsAre(9, 9, 1, 2, 3, 9, 9));
  EXPECT_THAT(Row(*Pad(image, padding, PaddingMode::kEdge), 0), ElementsAre(1, 1, 1, 2, 3, 3, 3));
  EXPECT_THAT(Row(*Pad(image, padding, PaddingMode::kReflect), 0),
              ElementsAre(3, 2, 1, 2, 3, 2, 1));
  EXPECT_THAT(Row(*Pad(image, padding, PaddingMode::kSymmetric), 0),
              ElementsAre(2, 1, 1, 2, 3, 3, 2));
}

TEST(Pad, RefusesWhatTheModeCannotFill) {
  const Image image = NumberedImage(3, 3, 1);
  EXPECT_THAT(Pad(image, {3, 3, 3, 3}, PaddingMode::kReflect).status().ToString(),
              HasSubstr("reflect padding of 3 needs an image of more than 3 pixels a side"));
  EXPECT_TRUE(Pad(image, {3, 3, 3, 3}, PaddingMode::kSymmetric).ok());
  EXPECT_FALSE(Pad(image, {4, 4, 4, 4}, PaddingMode::kSymmetric).ok());
  EXPECT_FALSE(Pad(image, {-1, 0, 0, 0}).ok());
}

TEST(Crop, TakesTheRectangle) {
  const Image crop = *Crop(NumberedImage(3, 4, 3), 1, 2, 2, 1);
  EXPECT_THAT(Row(crop, 0), ElementsAre(19, 20, 21));
  EXPECT_THAT(Row(crop, 1), ElementsAre(31, 32, 33));
}

TEST(Crop, RefusesWhatIsNotWithinTheImage) {
  const Image image = NumberedImage(3, 4, 1);
  EXPECT_TRUE(Crop(image, 0, 0, 3, 4).ok());
  EXPECT_FALSE(Crop(image, 1, 0, 3, 4).ok());
  EXPECT_FALSE(Crop(image, 0, 1, 3, 4).ok());
  EXPECT_FALSE(Crop(image, -1, 0, 1, 1).ok());
  EXPECT_FALSE(Crop(image, 0, 0, 0, 1).ok());
}

// A 2 x 2 crop of a 4 x 4 image begins at any of 9 places; its first sample tells which.
TEST(RandomCrop, EveryPlaceIsAsLikely) {
  const TransformPtr crop = RandomCrop(2, 0);
  const Image image = NumberedImage(4, 4, 1);
  std::vector<int> counts(17);
  for (int i = 0; i < 9000; ++i) {
    RandomStream random = ExampleStream(i);
    ++counts[crop->Apply(image, random)->data()[0]];
  }
  double chi_square = 0;
  for (const int place : {1, 2, 3, 5, 6, 7, 9, 10, 11}) {
    chi_square += (counts[place] - 1000.0) * (counts[place] - 1000.0) / 1000.0;
  }
  EXPECT_LT(chi_square, 26.1);  // 8 degrees of freedom, p = 0.001
}

TEST(RandomCrop, PadsWhenAskedTo) {
  RandomCropOptions options;
  options.height = 5;
  options.pad_if_needed = true;
  RandomStream random = ExampleStream(0);
  EXPECT_EQ(RandomCrop(options)->Apply(NumberedImage(2, 9, 3), random)->height(), 5);
}

TEST(RandomCrop, AnImageThatIsTooSmallIsAnError) {
  RandomStream random = ExampleStream(0);
  EXPECT_THAT(RandomCrop(32)->Apply(NumberedImage(28, 32, 1), random).status().ToString(),
              HasSubstr("random_crop(32): the image has only 28x32 pixels"));
}

TEST(RandomCrop, SaysWhatItIs) {
  EXPECT_EQ(RandomCrop(32, 4)->ToString(), "random_crop(32, padding=4)");
  RandomCropOptions options;
  options.height = 8;
  options.width = 9;
  options.fill = 7;
  options.pad_if_needed = true;
  options.padding_mode = PaddingMode::kReflect;
  EXPECT_EQ(RandomCrop(options)->ToString(),
            "random_crop(8, 9, pad_if_needed=true, fill=7, padding_mode=reflect)");
}

}  // namespace
}  // namespace stride
