// Runs a classifier over a data set and measures what it says.
//
//   STRIDE_ASSIGN_OR_RETURN(const Evaluation evaluation, Evaluate(*classifier, *loader));
//   std::cout << evaluation.confusion.PerClassTable(loader->dataset().class_names());
#ifndef STRIDE_EVAL_EVALUATOR_EVALUATOR_H_
#define STRIDE_EVAL_EVALUATOR_EVALUATOR_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "stride/data/loader/loader.h"
#include "stride/eval/evaluator/evaluation.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/precision.h"

namespace stride {

struct EvaluateOptions {
  // logits: float32 [N, K]; labels: int64 [N], on the logits' device. Returns the batch's mean.
  // Empty: cross-entropy.
  std::function<at::Tensor(const at::Tensor& logits, const at::Tensor& labels)> loss;
  Precision precision = Precision::kFloat32;
  int64_t top_k = 5;  // at least 1; where there are fewer classes, all of them
};

// Evaluates what the loader yields in epoch 0, in evaluation mode and without gradients, and puts
// the classifier's mode back. The loader may shuffle: the result is the same.
// InvalidArgument where data set and classifier do not fit (classes, image size, labels) or
// LibTorch fails; FailedPrecondition where there is nothing to evaluate; the loader's errors as
// they come.
absl::StatusOr<Evaluation> Evaluate(Classifier& classifier, Loader& loader,
                                    const EvaluateOptions& options = {});

}  // namespace stride

#endif  // STRIDE_EVAL_EVALUATOR_EVALUATOR_H_
