#include "stride/train/loss/loss.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/nll_loss.h>
#include <ATen/ops/one_hot.h>
#include <c10/util/Exception.h>

#include "absl/strings/str_cat.h"

namespace stride {

Loss CrossEntropy(double label_smoothing) {
  TORCH_CHECK(label_smoothing >= 0 && label_smoothing <= 1,
              "label_smoothing: expected 0 to 1, found ", label_smoothing);
  const std::string smoothing =
      label_smoothing > 0 ? absl::StrCat("(label_smoothing=", label_smoothing, ")") : "";
  return {absl::StrCat("cross_entropy", smoothing),
          [label_smoothing](const at::Tensor& logits, const at::Tensor& labels) {
            return at::cross_entropy_loss(logits, labels, /*weight=*/{}, at::Reduction::Mean,
                                          /*ignore_index=*/-100, label_smoothing);
          }};
}

Loss LogSoftmaxNll() {
  return {"log_softmax_nll", [](const at::Tensor& logits, const at::Tensor& labels) {
            TORCH_CHECK(!labels.is_floating_point(),
                        "log_softmax_nll takes classes, found soft labels; use cross_entropy");
            return at::nll_loss(at::log_softmax(logits, 1), labels);
          }};
}

Loss MeanSquaredErrorOneHot() {
  return {"mean_squared_error", [](const at::Tensor& logits, const at::Tensor& labels) {
            if (labels.is_floating_point()) return at::mse_loss(logits, labels);
            return at::mse_loss(logits, at::one_hot(labels, logits.size(1)).to(logits.dtype()));
          }};
}

}  // namespace stride
