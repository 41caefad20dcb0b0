// Adam and AdamW: torch.optim's arithmetic.
//
//   m = beta1 * m + (1 - beta1) * gradient;  v = beta2 * v + (1 - beta2) * gradient^2
//   parameter -= learning_rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
//
// after `t` updates of the parameter. Weight decay is added to the gradient (Kingma and Ba, arXiv
// 1412.6980, algorithm 1) or, decoupled, shrinks the parameter by learning_rate * weight_decay
// before (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2, as in PyTorch's AdamW).
#ifndef STRIDE_TRAIN_OPTIMIZER_ADAM_H_
#define STRIDE_TRAIN_OPTIMIZER_ADAM_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/train/optimizer/optimizer.h"

namespace stride {

struct AdamOptions {
  double beta1 = 0.9;       // in [0, 1)
  double beta2 = 0.999;     // in [0, 1)
  double eps = 1e-8;        // at least 0
  double weight_decay = 0;  // at least 0
  bool decoupled = false;   // AdamW
};

// InvalidArgument names the option or the parameter that does not do.
absl::StatusOr<std::unique_ptr<Optimizer>> MakeAdam(std::vector<OptimizedParameter> parameters,
                                                    const AdamOptions& options = {});

}  // namespace stride

#endif  // STRIDE_TRAIN_OPTIMIZER_ADAM_H_
