#include "stride/data/transform/crop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
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
  options.size = 5;
  options.pad_if_needed = true;
  RandomStream random = ExampleStream(0);
  EXPECT_EQ(RandomCrop(options)->Apply(NumberedImage(2, 9, 3), random)->height(), 5);
}

// A crop of the whole padded image is at one place: 1 2 3, padded by 1, then by 2 to be 9 wide. The
// expected values are torchvision's.
TEST(RandomCrop, PadsWhatIsPaddedAlready) {
  RandomCropOptions options;
  options.size = {5, 7};
  options.padding = 1;
  options.pad_if_needed = true;
  const auto row = [&](PaddingMode mode) {
    options.padding_mode = mode;
    RandomStream random = ExampleStream(0);
    Image image(3, 3, 1);
    for (int i = 0; i < 9; ++i) image.mutable_data()[i] = static_cast<uint8_t>(i % 3 + 1);
    const Image crop = *RandomCrop(options)->Apply(image, random);
    EXPECT_EQ(crop.height(), 5);
    return Row(crop, 2);
  };
  const std::vector<std::pair<PaddingMode, std::vector<int>>> expected = {
      {PaddingMode::kConstant, {0, 0, 0, 1, 2, 3, 0, 0, 0}},
      {PaddingMode::kEdge, {1, 1, 1, 1, 2, 3, 3, 3, 3}},
      {PaddingMode::kReflect, {2, 1, 2, 1, 2, 3, 2, 3, 2}},
      {PaddingMode::kSymmetric, {1, 1, 1, 1, 2, 3, 3, 3, 3}},
  };
  for (const auto& [mode, padded] : expected) {
    const std::vector<int> found = row(mode);
    const auto place = std::search(padded.begin(), padded.end(), found.begin(), found.end());
    EXPECT_NE(place, padded.end()) << static_cast<int>(mode);
  }
}

// Every mode, and windows that are wholly outside of the image.
TEST(RandomCrop, IsACropOfThePaddedImage) {
  RandomCropOptions options;
  options.size = {2, 3};
  options.fill = 9;
  const Image image = NumberedImage(5, 4, 3);
  for (const PaddingMode mode : {PaddingMode::kConstant, PaddingMode::kEdge, PaddingMode::kReflect,
                                 PaddingMode::kSymmetric}) {
    options.padding_mode = mode;
    for (options.padding = 0; options.padding <= 3; ++options.padding) {
      const int all = options.padding;
      const Image padded = *Pad(image, {all, all, all, all}, mode, 9);
      for (int i = 0; i < 50; ++i) {
        RandomStream random = ExampleStream(i), again = ExampleStream(i);
        const int top = static_cast<int>(again.UniformInt(0, padded.height() - 1));
        const int left = static_cast<int>(again.UniformInt(0, padded.width() - 2));
        EXPECT_EQ(*RandomCrop(options)->Apply(image, random), *Crop(padded, top, left, 2, 3));
      }
    }
  }
}

TEST(RandomCrop, AnImageThatIsTooSmallIsAnError) {
  RandomStream random = ExampleStream(0);
  EXPECT_THAT(RandomCrop(32)->Apply(NumberedImage(28, 32, 1), random).status().ToString(),
              HasSubstr("random_crop to 32x32: the image has only 28x32 pixels"));
}

TEST(RandomCrop, SaysWhatItIs) {
  EXPECT_EQ(RandomCrop(32, 4)->ToString(), "random_crop(32, padding=4)");
  RandomCropOptions options;
  options.size = {8, 9};
  options.fill = 7;
  options.pad_if_needed = true;
  options.padding_mode = PaddingMode::kReflect;
  EXPECT_EQ(RandomCrop(options)->ToString(),
            "random_crop((8, 9), pad_if_needed=true, fill=7, padding_mode=reflect)");
}

}  // namespace
}  // namespace stride
