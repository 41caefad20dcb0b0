#include "stride/data/transform/perspective.h"

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

using ::testing::HasSubstr;

TEST(SolvePerspective, TakesEndToStart) {
  const Corners start = CornersOf(40, 60);
  const Corners end = {{{5, 3}, {50, 7}, {55, 39}, {1, 30}}};
  const PerspectiveMatrix m = *SolvePerspective(start, end);
  for (int i = 0; i < 4; ++i) {
    const auto& [x, y] = end[i];
    const double depth = m[6] * x + m[7] * y + 1;
    EXPECT_NEAR((m[0] * x + m[1] * y + m[2]) / depth, start[i].x, 1e-9);
    EXPECT_NEAR((m[3] * x + m[4] * y + m[5]) / depth, start[i].y, 1e-9);
  }
}

TEST(SolvePerspective, RefusesCornersOnALine) {
  const Corners line = {{{0, 0}, {1, 1}, {2, 2}, {3, 3}}};
  EXPECT_THAT(SolvePerspective(CornersOf(4, 4), line).status().ToString(),
              HasSubstr("no three of them on a line"));
}

TEST(Perspective, CornersThatStayChangeNothing) {
  const Image image = NumberedImage(8, 9, 1);
  EXPECT_EQ(*Perspective(image, CornersOf(8, 9), CornersOf(8, 9), InterpolationMode::kNearest),
            image);
}

// In an image of 201 x 401 and half of the distortion: 0 to 50 rows, 0 to 100 columns inwards.
TEST(RandomCorners, AreUniform) {
  std::array<std::vector<double>, 8> inwards;
  const Corners corners = CornersOf(201, 401);
  for (int i = 0; i < 5000; ++i) {
    RandomStream random = ExampleStream(i);
    const Corners drawn = RandomCorners(201, 401, 0.5, random);
    for (int j = 0; j < 4; ++j) {
      inwards[2 * j].push_back(std::abs(drawn[j].x - corners[j].x) + random.Uniform());
      inwards[2 * j + 1].push_back(std::abs(drawn[j].y - corners[j].y) + random.Uniform());
      EXPECT_LE(std::abs(drawn[j].x - 200), 200);
      EXPECT_LE(std::abs(drawn[j].y - 100), 100);
    }
  }
  for (int j = 0; j < 8; ++j) {
    const double most = j % 2 == 0 ? 101 : 51;
    EXPECT_LT(ChiSquare(inwards[j], 0, most), kMostChiSquare) << j;
    for (const double value : inwards[j]) ASSERT_LT(value, most);
  }
}

TEST(RandomPerspective, HappensWithItsProbability) {
  RandomPerspectiveOptions options;
  options.p = 0.3;
  options.fill = 255;
  EXPECT_NEAR(CountChanged(RandomPerspective(options), NumberedImage(12, 12, 1), 2000), 600, 70);
}

TEST(RandomPerspective, IsPerspectiveWithRandomCorners) {
  RandomPerspectiveOptions options;
  options.p = 1;
  const Image image = NumberedImage(20, 30, 3);
  RandomStream random = ExampleStream(0), again = ExampleStream(0);
  again.Bernoulli(1);
  EXPECT_EQ(*RandomPerspective(options)->Apply(image, random),
            *Perspective(image, CornersOf(20, 30), RandomCorners(20, 30, 0.5, again)));
  EXPECT_EQ(*RandomPerspective(options)->Apply(NumberedImage(1, 1, 3), random),
            NumberedImage(1, 1, 3));
}

TEST(RandomPerspective, SaysWhatItIs) {
  EXPECT_EQ(RandomPerspective()->ToString(), "random_perspective");
  const char* text = "random_perspective(0.6, p=1, interpolation=nearest, fill=7)";
  EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  EXPECT_FALSE(ParseTransform("random_perspective(2)").ok());
  EXPECT_FALSE(ParseTransform("random_perspective(p=2)").ok());
  EXPECT_FALSE(ParseTransform("random_perspective(interpolation=hamming)").ok());
}

}  // namespace
}  // namespace stride
