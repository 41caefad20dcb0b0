#include "stride/models/fused/dropout_mask.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace stride {
namespace {

std::vector<float> Masked(double probability, uint64_t seed, int64_t size = 100000) {
  const std::vector<float> ones(size, 1.0f);
  std::vector<float> result(size);
  ApplyMask({probability, seed}, size, ones.data(), result.data());
  return result;
}

// The correlation of who stays, in standard deviations of chance.
double Agreement(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (a[i] > 0) == (b[i] > 0) ? 1 : -1;
  return sum / std::sqrt(static_cast<double>(a.size()));
}

TEST(DropoutMaskTest, ScalesWhatStaysAndDropsItsShare) {
  for (const double probability : {0.1, 0.25, 0.5, 0.9}) {
    const std::vector<float> masked = Masked(probability, 3);
    int64_t dropped = 0;
    for (const float value : masked) {
      dropped += value == 0 ? 1 : 0;
      if (value != 0) ASSERT_FLOAT_EQ(value, static_cast<float>(1 / (1 - probability)));
    }
    const double size = static_cast<double>(masked.size());
    EXPECT_NEAR(static_cast<double>(dropped) / size, probability,
                4 * std::sqrt(probability * (1 - probability) / size));
  }
}

TEST(DropoutMaskTest, IsAFunctionOfTheSeed) {
  EXPECT_EQ(Masked(0.5, 7), Masked(0.5, 7));
  for (const uint64_t other : {uint64_t{8}, uint64_t{7} << 32, (uint64_t{1} << 32) + 7}) {
    EXPECT_LT(std::abs(Agreement(Masked(0.5, 7), Masked(0.5, other))), 4) << other;
  }
}

TEST(DropoutMaskTest, NeighboursAreIndependent) {
  const std::vector<float> masked = Masked(0.5, 1);
  for (const int64_t distance : {1, 2, 16, 64, 512, 784}) {
    EXPECT_LT(std::abs(Agreement({masked.begin(), masked.end() - distance},
                                 {masked.begin() + distance, masked.end()})),
              4)
        << distance;
  }
}

TEST(DropoutMaskTest, NoneAndAll) {
  EXPECT_EQ(Masked(0, 1, 5), std::vector<float>(5, 1.0f));
  EXPECT_EQ(Masked(1, 1, 5), std::vector<float>(5, 0.0f));
}

TEST(DropoutMaskTest, TheSamePlacesInBfloat16) {
  const int64_t size = 1000;
  const std::vector<c10::BFloat16> ones(size, c10::BFloat16(1.0f));
  std::vector<c10::BFloat16> rounded(size);
  ApplyMask({0.5, 9}, size, ones.data(), rounded.data());
  const std::vector<float> exact = Masked(0.5, 9, size);
  for (int64_t i = 0; i < size; ++i) EXPECT_EQ(static_cast<float>(rounded[i]), exact[i]);
}

}  // namespace
}  // namespace stride
