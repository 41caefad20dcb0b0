// The functions between layers, chosen by an option.
#ifndef STRIDE_MODELS_LAYERS_ACTIVATION_H_
#define STRIDE_MODELS_LAYERS_ACTIVATION_H_

#include <ATen/core/Tensor.h>

namespace stride {

enum class Activation { kReLU, kTanh, kSigmoid };

// Elementwise.
at::Tensor Activate(Activation activation, const at::Tensor& input);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_ACTIVATION_H_
