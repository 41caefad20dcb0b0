// What repeated measurements say about their mean.
#ifndef STRIDE_EVAL_METRICS_MEAN_INTERVAL_H_
#define STRIDE_EVAL_METRICS_MEAN_INTERVAL_H_

#include <vector>

namespace stride {

struct MeanInterval {
  double mean = 0;
  double deviation = 0;   // of one measurement, estimated with n - 1
  double half_width = 0;  // the mean's 95% confidence interval is mean +- this, by Student's t
};

// Of at least one value; from one alone, deviation and half_width are 0.
MeanInterval IntervalOfMean(const std::vector<double>& values);

}  // namespace stride

#endif  // STRIDE_EVAL_METRICS_MEAN_INTERVAL_H_
