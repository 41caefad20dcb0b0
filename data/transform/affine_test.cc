#include "stride/data/transform/affine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "stride/data/transform/chi_square_test_util.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

AffineParameters Parameters(double angle, const Point& translate, double scale,
                            const Point& shear) {
  return {angle, translate, scale, shear};
}

TEST(Affine, MovesScalesAndTurns) {
  const Image row = NumberedImage(1, 4, 1);
  EXPECT_THAT(SamplesOf(*Affine(row, Parameters(0, {1, 0}, 1, 0))), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(SamplesOf(*Affine(row, Parameters(0, 0, 2, 0))), ElementsAre(2, 2, 3, 3));
  EXPECT_THAT(SamplesOf(*Affine(row, Parameters(180, 0, 1, 0))), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(SamplesOf(*Affine(row, Parameters(0, 0, 2, 0), InterpolationMode::kNearest, 0,
                                Point(0, 0.5))),
              ElementsAre(1, 1, 2, 2));
}

TEST(Affine, ShearsAlongX) {  // by one pixel a row, to the left below the middle
  const Image image = NumberedImage(3, 3, 1);
  EXPECT_THAT(SamplesOf(*Affine(image, Parameters(0, 0, 1, {45, 0}))),
              ElementsAre(0, 1, 2, 4, 5, 6, 8, 9, 0));
}

TEST(Affine, RefusesAScaleThatIsNotPositive) {
  EXPECT_THAT(Affine(NumberedImage(1, 1, 1), Parameters(0, 0, 0, 0)).status().ToString(),
              HasSubstr("scale: expected"));
}

TEST(RandomAffineParameters, AreUniform) {
  RandomAffineOptions options;
  options.degrees = {-30, 60};
  options.translate = Point(0.1, 0.2);
  options.scale = {0.5, 2};
  options.shear = {-5, 10, 2, 3};
  std::array<std::vector<double>, 6> drawn;
  for (int i = 0; i < 5000; ++i) {
    RandomStream random = ExampleStream(i);
    const AffineParameters one = RandomAffineParameters(options, 10000, 20000, random);
    EXPECT_EQ(one.translate.x, std::round(one.translate.x));
    EXPECT_EQ(one.translate.y, std::round(one.translate.y));
    const double values[] = {one.angle, one.translate.x, one.translate.y,
                             one.scale, one.shear.x,     one.shear.y};
    for (int j = 0; j < 6; ++j) drawn[j].push_back(values[j]);
  }
  const Range ranges[] = {{-30, 60}, {-2000, 2000}, {-2000, 2000}, {0.5, 2}, {-5, 10}, {2, 3}};
  for (int j = 0; j < 6; ++j) {
    EXPECT_LT(ChiSquare(drawn[j], ranges[j].low, ranges[j].high), kMostChiSquare) << j;
    for (const double value : drawn[j]) {
      ASSERT_GE(value, ranges[j].low);
      ASSERT_LE(value, ranges[j].high);
    }
  }
}

TEST(RandomAffineParameters, WhatIsNotGivenStays) {
  RandomAffineOptions options;
  options.degrees = 10;
  options.shear = {7};
  RandomStream random = ExampleStream(1);
  const AffineParameters drawn = RandomAffineParameters(options, 10, 10, random);
  EXPECT_NE(drawn.angle, 0);
  EXPECT_EQ(drawn.translate.x, 0);
  EXPECT_EQ(drawn.scale, 1);
  EXPECT_NE(drawn.shear.x, 0);
  EXPECT_EQ(drawn.shear.y, 0);
}

TEST(RandomAffine, IsAffineWithRandomParameters) {
  RandomAffineOptions options;
  options.degrees = 30;
  options.translate = Point(0.3);
  options.fill = 7;
  const Image image = NumberedImage(9, 7, 3);
  for (int i = 0; i < 10; ++i) {
    RandomStream random = ExampleStream(i), again = ExampleStream(i);
    EXPECT_EQ(*RandomAffine(options)->Apply(image, random),
              *Affine(image, RandomAffineParameters(options, 9, 7, again),
                      InterpolationMode::kNearest, 7));
  }
}

TEST(RandomAffine, SaysWhatItIs) {
  for (const char* text :
       {"random_affine(10)", "random_affine(0, translate=(0.1, 0.2), shear=10)",
        "random_affine((-5, 30), scale=(0.5, 2), shear=(1, 2, 3, 4), interpolation=bicubic, "
        "fill=(1, 2, 3), center=(3, 4.5))"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
}

TEST(RandomAffine, RefusesOtherArguments) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("random_affine"), HasSubstr("degrees: expected (low, high)"));
  EXPECT_THAT(error("random_affine(1, translate=2)"),
              HasSubstr("translate: expected 0 to 1, found 2"));
  EXPECT_THAT(error("random_affine(1, scale=(0, 1))"), HasSubstr("scale: expected"));
  EXPECT_THAT(error("random_affine(1, shear=(1, 2, 3))"),
              HasSubstr("shear: expected 1, 2 or 4 numbers, found 3"));
  EXPECT_THAT(error("random_affine(1, shear=(2, 1))"), HasSubstr("shear: expected (low, high)"));
}

}  // namespace
}  // namespace stride
