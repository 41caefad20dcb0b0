#include "stride/data/transform/gaussian_blur.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(GaussianKernel, IsTheBellCurve) {
  const std::vector<float> kernel = GaussianKernel(3, 0.5);
  EXPECT_FLOAT_EQ(kernel[1] / kernel[0], std::exp(2.0f));
  EXPECT_FLOAT_EQ(kernel[0] + kernel[1] + kernel[2], 1);
  EXPECT_EQ(kernel[0], kernel[2]);
}

// Pictures are compared with torchvision's under tests/golden/transforms.
TEST(GaussianBlur, BlursAcrossAndDown) {
  Image image(3, 5, 1);
  std::fill_n(image.mutable_data(), 15, 0);
  image.mutable_data()[7] = 200;
  const std::vector<float> half = {0.25, 0.5, 0.25};
  EXPECT_THAT(SamplesOf(*GaussianBlur(image, half, {1})),
              ElementsAre(0, 0, 0, 0, 0, 0, 50, 100, 50, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(SamplesOf(*GaussianBlur(image, {1}, half)),
              ElementsAre(0, 0, 100, 0, 0, 0, 0, 100, 0, 0, 0, 0, 100, 0, 0));
}

TEST(GaussianBlur, OneColourStays) {
  Image image(9, 9, 3);
  std::fill_n(image.mutable_data(), image.size_bytes(), 255);
  for (const double sigma : {0.1, 0.7, 2.0, 50.0}) {
    const std::vector<float> kernel = GaussianKernel(7, sigma);
    EXPECT_THAT(SamplesOf(*GaussianBlur(image, kernel, kernel)), Each(255)) << sigma;
  }
}

// A lone pixel's level falls as sigma grows; the drawn sigmas' share below the middle is a half.
TEST(GaussianBlur, SigmaIsUniformInItsRange) {
  Image image(7, 7, 1);
  std::fill_n(image.mutable_data(), 49, 0);
  image.mutable_data()[24] = 255;
  const auto level = [&](double sigma) {
    const std::vector<float> kernel = GaussianKernel(7, sigma);
    return static_cast<int>(GaussianBlur(image, kernel, kernel)->data()[24]);
  };
  const TransformPtr blur = GaussianBlur({7}, {0.5, 1.5});
  int counts[4] = {};
  for (int i = 0; i < 4000; ++i) {
    RandomStream random = ExampleStream(i);
    const int found = blur->Apply(image, random)->data()[24];
    EXPECT_LE(found, level(0.5));
    EXPECT_GE(found, level(1.5));
    ++counts[(found <= level(0.75)) + (found <= level(1)) + (found <= level(1.25))];
  }
  for (const int count : counts) EXPECT_NEAR(count, 1000, 120);  // levels are coarse near the end
}

TEST(GaussianBlur, AnImageOfHalfTheWindowIsAnError) {
  RandomStream random = ExampleStream(0);
  EXPECT_THAT(GaussianBlur({7})->Apply(NumberedImage(3, 9, 1), random).status().ToString(),
              HasSubstr("reflect padding of 3 needs an image of more than 3 pixels a side"));
}

TEST(GaussianBlur, TextForm) {
  EXPECT_EQ(GaussianBlur({5})->ToString(), "gaussian_blur(5)");
  for (const char* text : {"gaussian_blur((5, 3), sigma=(0.2, 3))", "gaussian_blur(3, sigma=1)"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("gaussian_blur(4)"),
              HasSubstr("expected an odd number or (width, height), both odd, found 4"));
  EXPECT_THAT(error("gaussian_blur"), HasSubstr("found ()"));
  EXPECT_THAT(error("gaussian_blur(3, sigma=0)"), HasSubstr("sigma: expected a number above 0"));
  EXPECT_THAT(error("gaussian_blur(3, sigma=(2, 1))"), HasSubstr("sigma: expected 2 to"));
}

}  // namespace
}  // namespace stride
