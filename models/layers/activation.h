// The functions between layers, chosen by an option.
#ifndef STRIDE_MODELS_LAYERS_ACTIVATION_H_
#define STRIDE_MODELS_LAYERS_ACTIVATION_H_

#include <ATen/core/Tensor.h>

namespace stride {

enum class Activation {
  kReLU,
  kTanh,
  kSigmoid,
  kIdentity,
  kReLU6,        // min(max(x, 0), 6)
  kSiLU,         // x * sigmoid(x)
  kHardsigmoid,  // ReLU6(x + 3) / 6
  kHardswish,    // x * Hardsigmoid(x)
  kGELU,         // x * P(X <= x), X normal
};

// Elementwise. A tensor without values comes back as it is (models/core/tracer.h).
at::Tensor Activate(Activation activation, const at::Tensor& input);

// The same, in the memory of `input` where the derivative allows it. For what nobody else reads.
at::Tensor ActivateInPlace(Activation activation, at::Tensor input);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_ACTIVATION_H_
