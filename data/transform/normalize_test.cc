#include "stride/data/transform/normalize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Normalizer, WritesBothLayouts) {
  const Normalizer normalizer = *Normalizer::Create({{0.5f, 0.25f, 0}, {1, 0.5f, 2}});
  const Image image = NumberedImage(1, 2, 3);  // pixels (1 2 3) (4 5 6)
  std::vector<float> planes(6), pixels(6);
  ASSERT_TRUE(normalizer.Write(image, MemoryLayout::kContiguous, planes.data()).ok());
  ASSERT_TRUE(normalizer.Write(image, MemoryLayout::kChannelsLast, pixels.data()).ok());
  EXPECT_EQ(planes[0], 1 / 255.0f - 0.5f);
  EXPECT_EQ(planes[3], (5 / 255.0f - 0.25f) / 0.5f);
  EXPECT_EQ(planes[5], 6 / 255.0f / 2);
  for (int c = 0; c < 3; ++c) {
    for (int x = 0; x < 2; ++x) EXPECT_EQ(planes[c * 2 + x], pixels[x * 3 + c]);
  }
}

TEST(Normalizer, WithoutMeanIsToTensor) {
  std::vector<float> out(4);
  const Normalizer normalizer = *Normalizer::Create({});
  ASSERT_TRUE(normalizer.Write(NumberedImage(2, 2, 1), MemoryLayout::kContiguous, out.data()).ok());
  EXPECT_EQ(out[3], 4 / 255.0f);
}

TEST(Normalizer, RefusesWhatDoesNotFit) {
  std::vector<float> out(12);
  EXPECT_THAT(Normalizer::Create(MnistNormalize())
                  ->Write(NumberedImage(2, 2, 3), MemoryLayout::kContiguous, out.data())
                  .ToString(),
              HasSubstr("the image has 3 channels, the normalisation 1"));
  EXPECT_FALSE(Normalizer::Create({{0.5f}, {}}).ok());
  EXPECT_FALSE(Normalizer::Create({{0.5f}, {0}}).ok());
}

TEST(Normalize, SaysWhatItIs) {
  EXPECT_EQ(MnistNormalize().ToString(), "normalize(mnist)");
  EXPECT_EQ((Normalize{{0.1307f}, {0.3f}}).ToString(), "normalize(0.1307, 0.3)");
  EXPECT_EQ((Normalize{{0, 0.5f, 1 / 3.0f}, {1, 2, 3}}).ToString(),
            "normalize((0, 0.5, 0.33333334), (1, 2, 3))");
  EXPECT_EQ(Normalize().ToString(), "to_tensor");
}

}  // namespace
}  // namespace stride
