// What training makes small: a differentiable function of logits and labels.
#ifndef STRIDE_TRAIN_LOSS_LOSS_H_
#define STRIDE_TRAIN_LOSS_LOSS_H_

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>

namespace stride {

struct Loss {
  std::string name;  // with its values, for people
  // logits: float32 [N, K]. labels: int64 [N], classes in [0, K), or soft float32 [N, K], each row
  // a distribution. Returns a scalar: the mean over the batch. Throws c10::Error.
  std::function<at::Tensor(const at::Tensor& logits, const at::Tensor& labels)> function;
};

// PyTorch's cross_entropy. label_smoothing in [0, 1]: so much of each label is spread evenly over
// all classes (Szegedy et al., arXiv 1512.00567, section 7).
Loss CrossEntropy(double label_smoothing = 0);

// Negative log-likelihood of log_softmax(logits): the cross-entropy in two steps, for hard labels.
Loss LogSoftmaxNll();

// Mean over N and K of the squared difference between logits and the one-hot label.
Loss MeanSquaredErrorOneHot();

}  // namespace stride

#endif  // STRIDE_TRAIN_LOSS_LOSS_H_
