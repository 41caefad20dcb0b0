#include "stride/data/transform/elastic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// 2 / 3 of the width, or 1, is one pixel of three.
Displacement Across(float pixels) {
  Displacement displacement(6);
  std::fill_n(displacement.begin(), 3, pixels * 2 / 3);
  return displacement;
}

TEST(ElasticTransform, TakesPixelsFromTheirPlaces) {
  const Image row = NumberedImage(1, 3, 1);
  for (const InterpolationMode mode : {InterpolationMode::kNearest, InterpolationMode::kBilinear}) {
    EXPECT_EQ(*ElasticTransform(row, Across(0), mode), row);
    EXPECT_THAT(SamplesOf(*ElasticTransform(row, Across(1), mode, 9)), ElementsAre(2, 3, 9));
    EXPECT_THAT(SamplesOf(*ElasticTransform(row, Across(-2), mode, 9)), ElementsAre(9, 9, 1));
  }
}

// Half of the last pixel's weight is within the image: torchvision halves what it weighs, 100 / 2,
// once more before the other half, the fill's, comes in.
TEST(ElasticTransform, MixesTheFillIn) {
  Image row(1, 3, 1);
  std::fill_n(row.mutable_data(), 3, uint8_t{100});
  EXPECT_THAT(SamplesOf(*ElasticTransform(row, Across(0.5), InterpolationMode::kBilinear, 200)),
              ElementsAre(100, 100, 125));
}

TEST(ElasticTransform, RefusesWhatItCannotDo) {
  const Image row = NumberedImage(1, 3, 1);
  const auto error = [&](const Displacement& displacement, InterpolationMode mode,
                         const Fill& fill) {
    return ElasticTransform(row, displacement, mode, fill).status().ToString();
  };
  EXPECT_THAT(error(Displacement(5), InterpolationMode::kNearest, 0),
              HasSubstr("expected 6 values for an image of 1x3, found 5"));
  EXPECT_THAT(error(Across(0), InterpolationMode::kBicubic, 0),
              HasSubstr("interpolation: expected nearest or bilinear, found bicubic"));
  EXPECT_THAT(error(Across(0), InterpolationMode::kNearest, {1, 2, 3}), HasSubstr("grey"));
}

// White noise of variance 1/3 under a Gaussian: 1/3 / (4 pi sigma^2), times alpha / size squared.
TEST(SmoothDisplacement, HasTheVarianceOfSmoothedNoise) {
  constexpr int kSide = 300;
  RandomStream random = ExampleStream(0);
  Displacement noise(2 * kSide * kSide);
  for (float& value : noise) value = static_cast<float>(random.Uniform(-1, 1));
  const Displacement smooth = SmoothDisplacement(noise, kSide, {600, 300}, 2);
  const double variance = 1.0 / 3 / (4 * 3.14159265 * 4);
  for (const int plane : {0, 1}) {
    double sum = 0;
    for (int i = 0; i < kSide * kSide; ++i) {
      const double value = smooth[plane * kSide * kSide + i];
      sum += value * value;
    }
    EXPECT_NEAR(sum / kSide / kSide, variance * (plane == 0 ? 4 : 1), 0.1 * variance * 4);
  }
}

TEST(SmoothDisplacement, NoSigmaIsNoSmoothing) {
  EXPECT_THAT(SmoothDisplacement({1, 2, 3, 4}, {1, 2}, {10, 20}, 0), ElementsAre(10, 20, 30, 40));
}

TEST(ElasticTransform, IsDrawnFromTheStream) {
  const Image image = NumberedImage(24, 24, 1);
  RandomStream random = ExampleStream(0), again = ExampleStream(0), other = ExampleStream(1);
  const TransformPtr elastic = ElasticTransform();
  const Image first = *elastic->Apply(image, random);
  EXPECT_EQ(first, *elastic->Apply(image, again));
  EXPECT_FALSE(first == *elastic->Apply(image, other));
}

TEST(ElasticTransform, SaysWhatItIs) {
  EXPECT_EQ(ElasticTransform()->ToString(), "elastic_transform");
  for (const char* text : {"elastic_transform((50, 20), sigma=4)",
                           "elastic_transform(30, sigma=(3, 4), interpolation=nearest, fill=7)"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("elastic_transform(sigma=-1)"), HasSubstr("sigma: expected 0 to 1000"));
  EXPECT_THAT(error("elastic_transform(sigma=(0, 1))"), HasSubstr("both of them or none"));
  EXPECT_THAT(error("elastic_transform(interpolation=bicubic)"), HasSubstr("interpolation"));
}

}  // namespace
}  // namespace stride
