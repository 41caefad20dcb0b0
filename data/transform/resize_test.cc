#include "stride/data/transform/resize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "stride/data/transform/crop.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/resample.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr InterpolationMode kAll[] = {InterpolationMode::kNearest, InterpolationMode::kBilinear,
                                      InterpolationMode::kBicubic, InterpolationMode::kBox,
                                      InterpolationMode::kHamming, InterpolationMode::kLanczos};

std::pair<int, int> SizeOf(const ResizedSize& size, int height, int width) {
  const Size of = size.Of(Image(height, width, 1));
  return {of.height, of.width};
}

// Worked out by hand: the mean of two, and the triangle over four with weights 1 3 3 1.
TEST(Resize, IsAntialiased) {
  Image image(1, 4, 1);
  const uint8_t pixels[] = {0, 80, 160, 240};
  std::copy(pixels, pixels + 4, image.mutable_data());
  EXPECT_THAT(SamplesOf(Resize(image, {1, 2}, InterpolationMode::kBox)), ElementsAre(40, 200));
  EXPECT_THAT(SamplesOf(Resize(image, {1, 2})), ElementsAre(57, 183));
  EXPECT_THAT(SamplesOf(Resize(image, {1, 2}, InterpolationMode::kNearest)), ElementsAre(80, 240));
}

TEST(Resize, OneColourStays) {
  Image image(13, 7, 3);
  std::fill_n(image.mutable_data(), image.size_bytes(), uint8_t{200});
  for (const InterpolationMode mode : kAll) {
    EXPECT_THAT(SamplesOf(Resize(image, {5, 19}, mode)), ::testing::Each(200));
  }
}

// A side at a time, too: the other one is not filtered.
TEST(Resample, IsResizingOfTheCrop) {
  const Image image = NumberedImage(23, 31, 3);
  const Image crop = *Crop(image, 4, 5, 12, 17);
  for (const InterpolationMode mode : kAll) {
    for (const Size& size : {Size(7, 29), Size(12, 9), Size(30, 17), Size(12, 17)}) {
      EXPECT_EQ(Resample(image, {4, 5, 12, 17}, size, mode), Resize(crop, size, mode));
    }
  }
}

TEST(ResizedSize, TheShorterSideIsGiven) {
  EXPECT_EQ(SizeOf({{256}, {}}, 375, 500), std::make_pair(256, 341));
  EXPECT_EQ(SizeOf({{256}, {}}, 500, 375), std::make_pair(341, 256));
  EXPECT_EQ(SizeOf({{256}, 300}, 375, 500), std::make_pair(225, 300));
  EXPECT_EQ(SizeOf({{256}, 300}, 1000, 1), std::make_pair(300, 1));
  EXPECT_EQ(SizeOf({{5, 9}, {}}, 375, 500), std::make_pair(5, 9));
}

TEST(ResizeTransform, ResizesAndSaysWhatItIs) {
  RandomStream random = ExampleStream(0);
  const Image image = NumberedImage(6, 9, 3);
  EXPECT_EQ(*Resize(4)->Apply(image, random), Resize(image, {4, 6}));
  EXPECT_EQ(Resize(6)->Apply(image, random)->data(), image.data());  // nothing to do
  EXPECT_EQ(Resize(256)->ToString(), "resize(256)");
  for (const char* text :
       {"resize((24, 32))", "resize(256, interpolation=bicubic, max_size=300)"}) {
    EXPECT_EQ((*ParseTransform(text))->ToString(), text);
  }
}

TEST(ResizeTransform, RefusesSizesThatAreNone) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("resize"), HasSubstr("expected the shorter side or (height, width), found 0"));
  EXPECT_THAT(error("resize((1, 2, 3))"), HasSubstr("found 3 numbers"));
  EXPECT_THAT(error("resize((0, 4))"), HasSubstr("size: expected at least 1, found 0"));
  EXPECT_THAT(error("resize(9, max_size=9)"), HasSubstr("max_size: expected at least 10, found 9"));
  EXPECT_THAT(error("resize((9, 9), max_size=9)"), HasSubstr("max_size: expected none"));
}

}  // namespace
}  // namespace stride
