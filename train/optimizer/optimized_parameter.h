// What an optimizer is given: parameters, and how fast each of them learns and decays.
#ifndef STRIDE_TRAIN_OPTIMIZER_OPTIMIZED_PARAMETER_H_
#define STRIDE_TRAIN_OPTIMIZER_OPTIMIZED_PARAMETER_H_

#include <vector>

#include "stride/models/core/named_tensor.h"

namespace stride {

struct OptimizedParameter {
  NamedTensor parameter;
  double lr_scale = 1;            // times the schedule's learning rate
  double weight_decay_scale = 1;  // times the optimizer's weight decay
};

// All alike.
std::vector<OptimizedParameter> OptimizeAll(const std::vector<NamedTensor>& parameters);

// Weight decay for tensors of two and more dimensions only: neither biases nor norms decay.
std::vector<OptimizedParameter> DecayWeightsOnly(const std::vector<NamedTensor>& parameters);

}  // namespace stride

#endif  // STRIDE_TRAIN_OPTIMIZER_OPTIMIZED_PARAMETER_H_
