#include "stride/data/transform/pad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

Image Padded(const char* text, const Image& image) {
  RandomStream random = ExampleStream(0);
  return ParseTransform(text).value()->Apply(image, random).value();
}

TEST(PadTransform, TakesOneTwoOrFourNumbers) {
  const Image image = NumberedImage(3, 4, 3);
  EXPECT_EQ(Padded("pad(2)", image), *Pad(image, {2, 2, 2, 2}));
  EXPECT_EQ(Padded("pad((1, 2))", image), *Pad(image, {1, 2, 1, 2}));
  EXPECT_EQ(Padded("pad((1, 2, 3, 0), padding_mode=edge)", image),
            *Pad(image, {1, 2, 3, 0}, PaddingMode::kEdge));
}

TEST(PadTransform, FillsWithColour) {
  const Image padded = Padded("pad((1, 0), fill=(7, 8, 9))", NumberedImage(1, 1, 3));
  EXPECT_THAT(SamplesOf(padded), ::testing::ElementsAre(7, 8, 9, 1, 2, 3, 7, 8, 9));
  RandomStream random = ExampleStream(0);
  PadOptions options;
  options.padding = {1};
  options.fill = {7, 8, 9};
  EXPECT_THAT(Pad(options)->Apply(NumberedImage(1, 1, 1), random).status().ToString(),
              HasSubstr("fill: expected one number for a grey image, found (7, 8, 9)"));
}

TEST(PadTransform, SaysWhatItIs) {
  EXPECT_EQ(Pad(4)->ToString(), "pad(4)");
  for (const char* text : {"pad((1, 2))", "pad(4, fill=7)", "pad((1, 2, 3, 4), fill=(1, 2, 3))"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
}

TEST(PadTransform, RefusesOtherArguments) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("pad((1, 2, 3))"), HasSubstr("padding: expected 1, 2 or 4 numbers, found 3"));
  EXPECT_THAT(error("pad(-1)"), HasSubstr("padding: expected at least 0, found -1"));
  EXPECT_THAT(
      error("pad(1, fill=(1, 2))"),
      HasSubstr("column 13: expected one number or (red, green, blue), found a tuple of 2"));
}

}  // namespace
}  // namespace stride
