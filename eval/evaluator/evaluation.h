// What an evaluation found. Needs no LibTorch, nor does what reports on it.
#ifndef STRIDE_EVAL_EVALUATOR_EVALUATION_H_
#define STRIDE_EVAL_EVALUATOR_EVALUATION_H_

#include <cstdint>
#include <vector>

#include "stride/eval/metrics/confusion_matrix.h"
#include "stride/eval/metrics/prediction.h"

namespace stride {

struct Evaluation {
  explicit Evaluation(int64_t num_classes) : confusion(num_classes) {}

  double loss = 0;            // mean over all examples
  double accuracy = 0;        // in [0, 1]
  double top_k_accuracy = 0;  // in [0, 1]
  ConfusionMatrix confusion;
  std::vector<Prediction> predictions;  // in the order of the data set
  double images_per_second = 0;         // loading included
};

}  // namespace stride

#endif  // STRIDE_EVAL_EVALUATOR_EVALUATION_H_
