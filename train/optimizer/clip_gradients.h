// Bounds the length of the gradient. Pascanu et al., arXiv 1211.5063, section 3.2.
#ifndef STRIDE_TRAIN_OPTIMIZER_CLIP_GRADIENTS_H_
#define STRIDE_TRAIN_OPTIMIZER_CLIP_GRADIENTS_H_

#include <vector>

#include "stride/train/optimizer/optimized_parameter.h"

namespace stride {

// Scales all gradients by one factor so that their common L2 norm is at most max_norm, as PyTorch's
// clip_grad_norm_ does. Returns the norm before; parameters without a gradient do not count.
double ClipGradientNorm(const std::vector<OptimizedParameter>& parameters, double max_norm);

}  // namespace stride

#endif  // STRIDE_TRAIN_OPTIMIZER_CLIP_GRADIENTS_H_
