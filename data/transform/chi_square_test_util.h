// Whether numbers that are drawn in tests are uniform.
#ifndef STRIDE_DATA_TRANSFORM_CHI_SQUARE_TEST_UTIL_H_
#define STRIDE_DATA_TRANSFORM_CHI_SQUARE_TEST_UTIL_H_

#include <algorithm>
#include <array>
#include <vector>

namespace stride {

// Pearson's statistic of how many values are in each tenth of [low, high); values outside count for
// the next tenth. A uniform sample has more than kMostChiSquare once in a thousand times.
constexpr double kMostChiSquare = 27.9;  // 9 degrees of freedom

inline double ChiSquare(const std::vector<double>& values, double low = 0, double high = 1) {
  std::array<int, 10> counts = {};
  for (const double value : values) {
    ++counts[static_cast<int>(std::clamp((value - low) / (high - low) * 10, 0.0, 9.0))];
  }
  const double expected = values.size() / 10.0;
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_CHI_SQUARE_TEST_UTIL_H_
