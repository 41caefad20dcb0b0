#include "stride/data/transform/random_resized_crop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stride/data/transform/chi_square_test_util.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

std::vector<ImageBox> Boxes(int height, int width, const Range& scale, const Range& ratio,
                            int count) {
  std::vector<ImageBox> boxes;
  for (int i = 0; i < count; ++i) {
    RandomStream random = ExampleStream(i);
    boxes.push_back(RandomBox(height, width, scale, ratio, random));
  }
  return boxes;
}

// In an image that is large enough for every draw, so that none is refused.
TEST(RandomBox, AreaAndLogarithmOfRatioAreUniform) {
  std::vector<double> areas;
  std::vector<double> ratios;
  std::vector<double> tops;
  std::vector<double> lefts;
  for (const ImageBox& box : Boxes(3000, 4000, {0.1, 0.35}, {0.5, 2}, 5000)) {
    areas.push_back((box.height * 1.0 * box.width / 12e6 - 0.1) / 0.25);
    ratios.push_back(std::log2(box.width * 1.0 / box.height) / 2 + 0.5);
    tops.push_back((box.top + 0.5) / (3000 - box.height + 1));
    lefts.push_back((box.left + 0.5) / (4000 - box.width + 1));
  }
  EXPECT_LT(ChiSquare(areas), kMostChiSquare);
  EXPECT_LT(ChiSquare(ratios), kMostChiSquare);
  EXPECT_LT(ChiSquare(tops), kMostChiSquare);
  EXPECT_LT(ChiSquare(lefts), kMostChiSquare);
}

TEST(RandomBox, IsWithinTheImageAndTheRanges) {
  for (const ImageBox& box : Boxes(37, 53, {0.08, 1}, {0.75, 4.0 / 3.0}, 2000)) {
    EXPECT_GE(box.top, 0);
    EXPECT_GE(box.left, 0);
    EXPECT_LE(box.top + box.height, 37);
    EXPECT_LE(box.left + box.width, 53);
    EXPECT_GE(box.height * box.width, 0.07 * 37 * 53);
    EXPECT_NEAR(box.width * 1.0 / box.height, 1.0, 0.45);
  }
}

// 100 x 10 in either direction: no part with 90% of the area has a ratio in the range.
TEST(RandomBox, FallsBackToTheMiddle) {
  const ImageBox wide = Boxes(10, 100, {0.9, 1}, {0.75, 4.0 / 3.0}, 1)[0];
  EXPECT_THAT((std::vector<int>{wide.top, wide.left, wide.height, wide.width}),
              ::testing::ElementsAre(0, 43, 10, 13));
  const ImageBox high = Boxes(100, 10, {0.9, 1}, {0.75, 4.0 / 3.0}, 1)[0];
  EXPECT_THAT((std::vector<int>{high.top, high.left, high.height, high.width}),
              ::testing::ElementsAre(43, 0, 13, 10));
  const ImageBox whole = Boxes(10, 10, {4, 4}, {0.75, 4.0 / 3.0}, 1)[0];
  EXPECT_THAT((std::vector<int>{whole.top, whole.left, whole.height, whole.width}),
              ::testing::ElementsAre(0, 0, 10, 10));
}

TEST(RandomResizedCrop, IsTheResizedRandomBox) {
  const Image image = NumberedImage(37, 53, 3);
  for (int i = 0; i < 20; ++i) {
    RandomStream random = ExampleStream(i), again = ExampleStream(i);
    const ImageBox box = RandomBox(37, 53, {0.08, 1}, {3.0 / 4.0, 4.0 / 3.0}, again);
    EXPECT_EQ(*RandomResizedCrop(Size(16, 24))->Apply(image, random),
              *ResizedCrop(image, box, {16, 24}));
  }
  EXPECT_FALSE(ResizedCrop(image, {30, 0, 8, 8}, 4).ok());
  EXPECT_FALSE(ResizedCrop(image, {0, 0, 8, 8}, 0).ok());
}

TEST(RandomResizedCrop, NeedsOnlyThePartThatItChooses) {
  const Image image = NumberedImage(37, 53, 3);
  const TransformPtr both = Compose({RandomResizedCrop(16), RandomCrop(12)});
  const auto* parts = dynamic_cast<const PartTransform*>(both.get());
  ASSERT_NE(parts, nullptr);
  for (int i = 0; i < 20; ++i) {
    RandomStream random = ExampleStream(i), again = ExampleStream(i);
    const ImageBox box = parts->ChoosePart(37, 53, random);
    const Image part = *Crop(image, box.top, box.left, box.height, box.width);
    EXPECT_EQ(*parts->ApplyToPart({part, {0, 0, box.height, box.width}}, random),
              *both->Apply(image, again));
  }
}

TEST(RandomResizedCrop, SaysWhatItIs) {
  EXPECT_EQ(RandomResizedCrop(224)->ToString(), "random_resized_crop(224)");
  const char* text = "random_resized_crop((8, 9), scale=(0.35, 1), ratio=1, interpolation=bicubic)";
  EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
}

TEST(RandomResizedCrop, RefusesOtherArguments) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("random_resized_crop"), HasSubstr("size: expected at least 1, found 0"));
  EXPECT_THAT(error("random_resized_crop(8, scale=(0, 1))"), HasSubstr("scale: expected"));
  EXPECT_THAT(error("random_resized_crop(8, ratio=(2, 1))"), HasSubstr("ratio: expected"));
  EXPECT_THAT(error("random_resized_crop(8, ratio=(1, 2, 3))"), HasSubstr("found a tuple of 3"));
}

}  // namespace
}  // namespace stride
