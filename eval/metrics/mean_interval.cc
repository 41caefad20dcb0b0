#include "stride/eval/metrics/mean_interval.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace stride {
namespace {

// The 97.5% quantile of Student's t with 1, 2, ... degrees of freedom.
constexpr std::array<double, 10> kQuantiles = {12.706, 4.303, 3.182, 2.776, 2.571,
                                               2.447,  2.365, 2.306, 2.262, 2.228};

// Beyond the table, the first term of its expansion around the normal's quantile.
double Quantile(size_t freedom) {
  if (freedom <= kQuantiles.size()) return kQuantiles[freedom - 1];
  constexpr double kNormal = 1.95996;
  return kNormal + (kNormal * kNormal * kNormal + kNormal) / (4.0 * static_cast<double>(freedom));
}

}  // namespace

MeanInterval IntervalOfMean(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  MeanInterval result;
  result.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  if (values.size() < 2) return result;
  double squares = 0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  result.deviation = std::sqrt(squares / (count - 1));
  result.half_width = Quantile(values.size() - 1) * result.deviation / std::sqrt(count);
  return result;
}

}  // namespace stride
