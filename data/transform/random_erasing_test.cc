#include "stride/data/transform/random_erasing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Image Black(int height, int width, int channels) {
  Image image(height, width, channels);
  std::fill_n(image.mutable_data(), image.size_bytes(), 0);
  return image;
}

TEST(Erase, FillsTheRectangle) {
  EXPECT_THAT(SamplesOf(*Erase(NumberedImage(2, 3, 1), 0, 1, 2, 1, 9)),
              ElementsAre(1, 9, 3, 4, 9, 6));
  EXPECT_THAT(SamplesOf(*Erase(NumberedImage(1, 2, 3), 0, 1, 1, 1, Fill(7, 8, 9))),
              ElementsAre(1, 2, 3, 7, 8, 9));
}

TEST(Erase, RefusesWhatDoesNotFit) {
  const Image image = NumberedImage(2, 3, 3);
  EXPECT_THAT(Erase(image, 1, 0, 2, 1, 0).status().ToString(),
              HasSubstr("2x1 at row 1, column 0 is not within an image of 2x3"));
  EXPECT_FALSE(Erase(image, -1, 0, 1, 1, 0).ok());
  EXPECT_FALSE(Erase(NumberedImage(2, 3, 1), 0, 0, 1, 1, Fill(1, 2, 3)).ok());
}

struct Erasure {
  int top = 1000, left = 1000, bottom = -1, right = -1;  // ends are within
  int height() const { return bottom - top + 1; }
  int width() const { return right - left + 1; }
};

Erasure Erased(const Image& image) {
  Erasure box;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (image.row(y)[x] == 0) continue;
      box.top = std::min(box.top, y);
      box.left = std::min(box.left, x);
      box.bottom = std::max(box.bottom, y);
      box.right = std::max(box.right, x);
    }
  }
  return box;
}

// Ranges in which every rectangle fits, so that none is drawn again.
TEST(RandomErasing, AreaRatioAndPlaceAreWhatIsAskedFor) {
  RandomErasingOptions options;
  options.p = 1;
  options.scale = {0.04, 0.24};
  options.ratio = {0.5, 3};
  options.value = 255;
  const TransformPtr erase = RandomErasing(options);
  const Image image = Black(100, 120, 1);
  constexpr int kExamples = 3000;
  double area = 0, log_ratio = 0, place_y = 0, place_x = 0;
  for (int i = 0; i < kExamples; ++i) {
    RandomStream random = ExampleStream(i);
    const Erasure box = Erased(*erase->Apply(image, random));
    const double part = box.height() * box.width() / 12000.0;
    const double ratio = static_cast<double>(box.height()) / box.width();
    ASSERT_TRUE(part > 0.037 && part < 0.246) << part;
    ASSERT_TRUE(ratio > 0.47 && ratio < 3.2) << ratio;
    area += part / kExamples;
    log_ratio += std::log(ratio) / kExamples;
    place_y += static_cast<double>(box.top) / (100 - box.height()) / kExamples;
    place_x += static_cast<double>(box.left) / (120 - box.width()) / kExamples;
  }
  // 3.3 standard deviations of the mean: width / sqrt(12 x 3000) x 3.3.
  EXPECT_NEAR(area, 0.14, 0.2 * 0.0174);
  EXPECT_NEAR(log_ratio, (std::log(0.5) + std::log(3)) / 2, std::log(6) * 0.0174);
  EXPECT_NEAR(place_y, 0.5, 0.0174);
  EXPECT_NEAR(place_x, 0.5, 0.0174);
}

TEST(RandomErasing, HappensWithItsProbability) {
  RandomErasingOptions options;
  options.p = 0.3;
  options.value = 255;
  EXPECT_NEAR(CountChanged(RandomErasing(options), Black(20, 20, 1), 5000), 1500, 107);
}

TEST(RandomErasing, WhatNeverFitsIsLeft) {
  RandomErasingOptions options;
  options.p = 1;
  options.scale = {1, 1};
  options.value = 255;
  EXPECT_EQ(CountChanged(RandomErasing(options), Black(20, 20, 1), 100), 0);
}

TEST(RandomErasing, RandomSamplesAreUniform) {
  RandomErasingOptions options;
  options.p = 1;
  options.scale = {0.9, 0.9};
  options.ratio = 1;
  options.value = ErasingValue::Random();
  RandomStream random = ExampleStream(0);
  const std::vector<int> samples =
      SamplesOf(*RandomErasing(options)->Apply(Black(100, 100, 3), random));
  double counts[8] = {};
  for (const int sample : samples) ++counts[sample / 32];
  const double erased = 95 * 95 * 3;
  counts[0] -= samples.size() - erased;  // what is still black
  double chi_square = 0;
  for (const double count : counts) {
    chi_square += (count - erased / 8) * (count - erased / 8) / (erased / 8);
  }
  EXPECT_LT(chi_square, 24.3);  // 7 degrees of freedom, p = 0.001
}

TEST(RandomErasing, TextForm) {
  EXPECT_EQ(RandomErasing()->ToString(), "random_erasing");
  for (const char* text : {"random_erasing(0.25, value=random)",
                           "random_erasing(1, scale=(0.1, 0.2), ratio=(0.5, 2), value=9)",
                           "random_erasing(value=(125, 123, 114))"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("random_erasing(scale=(0.5, 1.5))"),
              HasSubstr("scale: expected 0.5 to 1, found 1.5"));
  EXPECT_THAT(error("random_erasing(ratio=(0, 1))"), HasSubstr("ratio: expected a number above 0"));
  EXPECT_THAT(error("random_erasing(value=256)"), HasSubstr("from 0 to 255, found 256"));
}

TEST(RandomErasing, ColourInAGreyImageIsAnError) {
  RandomStream random = ExampleStream(0);
  const TransformPtr erase = ParseTransform("random_erasing(0, value=(1, 2, 3))").value();
  EXPECT_TRUE(erase->Apply(Black(9, 9, 3), random).ok());
  EXPECT_FALSE(erase->Apply(Black(9, 9, 1), random).ok());
}

}  // namespace
}  // namespace stride
