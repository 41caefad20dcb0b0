#include "stride/data/transform/rotate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "stride/data/transform/chi_square_test_util.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Rotate, RightAnglesMovePixels) {
  for (const InterpolationMode mode :
       {InterpolationMode::kNearest, InterpolationMode::kBilinear, InterpolationMode::kBicubic}) {
    RotateOptions options;
    options.interpolation = mode;
    const Image image = NumberedImage(2, 3, 1);
    EXPECT_EQ(*Rotate(image, 0, options), image);
    EXPECT_EQ(*Rotate(image, 720, options), image);
    EXPECT_THAT(SamplesOf(*Rotate(image, -180, options)), ElementsAre(6, 5, 4, 3, 2, 1));
    options.expand = true;
    EXPECT_THAT(SamplesOf(*Rotate(image, 90, options)), ElementsAre(3, 6, 2, 5, 1, 4));
    EXPECT_THAT(SamplesOf(*Rotate(image, -90, options)), ElementsAre(4, 1, 5, 2, 6, 3));
  }
}

TEST(Rotate, TurnsAboutTheCenter) {
  RotateOptions options;
  options.center = {2.5, 0.5};  // the middle of the third pixel
  options.fill = 9;
  EXPECT_THAT(SamplesOf(*Rotate(NumberedImage(1, 3, 1), 180, options)), ElementsAre(9, 9, 3));
}

TEST(RandomRotation, AnglesAreUniform) {
  const Image image = NumberedImage(15, 17, 3);
  const TransformPtr rotation = RandomRotation({-20, 40});
  std::vector<double> angles;
  for (int i = 0; i < 5000; ++i) {
    RandomStream random = ExampleStream(i), again = ExampleStream(i);
    angles.push_back(Degrees(-20, 40).Draw(random));
    ASSERT_GE(angles.back(), -20);
    ASSERT_LT(angles.back(), 40);
    if (i < 20) EXPECT_EQ(*rotation->Apply(image, again), *Rotate(image, angles.back()));
  }
  EXPECT_LT(ChiSquare(angles, -20, 40), kMostChiSquare);
}

TEST(RandomRotation, SaysWhatItIs) {
  EXPECT_EQ(RandomRotation(10)->ToString(), "random_rotation(10)");
  for (const char* text :
       {"random_rotation(10, interpolation=bilinear)",
        "random_rotation((-5, 30), expand=true, center=(3, 4.5), fill=(1, 2, 3))"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
}

TEST(RandomRotation, RefusesOtherArguments) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("random_rotation"), HasSubstr("degrees: expected (low, high)"));
  EXPECT_THAT(error("random_rotation(-5)"), HasSubstr("degrees: expected (low, high)"));
  EXPECT_THAT(error("random_rotation(5, interpolation=box)"), HasSubstr("interpolation: expected"));
  EXPECT_THAT(error("random_rotation(5, center=(1, 2, 3))"),
              HasSubstr("expected a number or (x, y), found a tuple of 3"));
}

}  // namespace
}  // namespace stride
