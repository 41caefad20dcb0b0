// Round numbers for the axis of a plot.
#ifndef STRIDE_EVAL_REPORT_TICKS_H_
#define STRIDE_EVAL_REPORT_TICKS_H_

#include <string>
#include <vector>

namespace stride {

struct AxisRange {
  double low = 0;
  double high = 0;
};

// The smallest of 1, 2 and 5 times a power of ten that takes at most `intervals` steps from one end
// of the range to the other. low < high, both finite.
double TickStep(AxisRange range, int intervals);

// The smallest range of whole steps that contains `range`.
AxisRange WidenToSteps(AxisRange range, double step);

// The multiples of the step within the range, both ends included.
std::vector<double> Ticks(AxisRange range, double step);

// With as many decimals as the step has: 0.25 at a step of 0.05, "3" at a step of 1.
std::string TickLabel(double value, double step);

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_TICKS_H_
