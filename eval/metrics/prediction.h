// What a classifier said of one example.
#ifndef STRIDE_EVAL_METRICS_PREDICTION_H_
#define STRIDE_EVAL_METRICS_PREDICTION_H_

#include <cstdint>

namespace stride {

struct Prediction {
  int64_t index = 0;      // into the data set: dataset.Id(index)
  int64_t label = 0;      // the true class
  int64_t predicted = 0;  // the class of the largest logit
  double confidence = 0;  // the largest of the softmax's probabilities, in [0, 1]
};

}  // namespace stride

#endif  // STRIDE_EVAL_METRICS_PREDICTION_H_
