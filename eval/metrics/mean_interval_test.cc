#include "stride/eval/metrics/mean_interval.h"

#include <gtest/gtest.h>

namespace stride {
namespace {

TEST(IntervalOfMean, OfFiveValues) {
  const MeanInterval interval = IntervalOfMean({1, 2, 3, 4, 5});
  EXPECT_DOUBLE_EQ(interval.mean, 3);
  EXPECT_NEAR(interval.deviation, 1.58114, 1e-5);
  EXPECT_NEAR(interval.half_width, 1.9632, 1e-3);  // t.interval(0.95, 4, 3, sem) of SciPy
}

TEST(IntervalOfMean, OfManyValuesIsAlmostNormal) {
  std::vector<double> values(50);
  for (int i = 0; i < 50; ++i) values[i] = i % 2;
  const MeanInterval interval = IntervalOfMean(values);
  EXPECT_NEAR(interval.half_width, 2.0096 * interval.deviation / 7.07107, 1e-3);
}

TEST(IntervalOfMean, OneValueHasNoSpread) {
  const MeanInterval interval = IntervalOfMean({7});
  EXPECT_EQ(interval.mean, 7);
  EXPECT_EQ(interval.half_width, 0);
}

}  // namespace
}  // namespace stride
