// Stochastic gradient descent with momentum: torch.optim.SGD's arithmetic.
//
//   d = gradient + weight_decay * parameter
//   buffer = momentum * buffer + (1 - dampening) * d      (the first time: buffer = d)
//   parameter -= learning_rate * (nesterov ? d + momentum * buffer : buffer)
//
// Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013), in
// PyTorch's form, where the learning rate is outside the buffer.
#ifndef STRIDE_TRAIN_OPTIMIZER_SGD_H_
#define STRIDE_TRAIN_OPTIMIZER_SGD_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/train/optimizer/optimizer.h"

namespace stride {

struct SgdOptions {
  double momentum = 0;      // in [0, 1)
  double dampening = 0;     // in [0, 1]
  bool nesterov = false;    // needs momentum and no dampening
  double weight_decay = 0;  // at least 0
};

// InvalidArgument names the option or the parameter that does not do.
absl::StatusOr<std::unique_ptr<Optimizer>> MakeSgd(std::vector<OptimizedParameter> parameters,
                                                   const SgdOptions& options = {});

}  // namespace stride

#endif  // STRIDE_TRAIN_OPTIMIZER_SGD_H_
