#include "stride/eval/report/ticks.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"
#include "glog/logging.h"

namespace stride {
namespace {

constexpr double kRounding = 1e-9;  // of a step: 3 * 0.1 counts as 0.3

}  // namespace

double TickStep(AxisRange range, int intervals) {
  CHECK_LT(range.low, range.high);
  CHECK_GT(intervals, 0);
  const double least = (range.high - range.low) / intervals;
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1, 2, 5}) {
    if (factor * power >= least * (1 - kRounding)) return factor * power;
  }
  return 10 * power;
}

AxisRange WidenToSteps(AxisRange range, double step) {
  return {std::floor(range.low / step + kRounding) * step,
          std::ceil(range.high / step - kRounding) * step};
}

std::vector<double> Ticks(AxisRange range, double step) {
  const double first = std::ceil(range.low / step - kRounding);
  const double last = std::floor(range.high / step + kRounding);
  const int count = static_cast<int>(last - first) + 1;
  std::vector<double> ticks(count);
  for (int i = 0; i < count; ++i) ticks[i] = (first + i) * step + 0.0;  // never -0
  return ticks;
}

std::string TickLabel(double value, double step) {
  const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + kRounding)));
  return absl::StrFormat("%.*f", decimals, value);
}

}  // namespace stride
