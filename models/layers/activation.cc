#include "stride/models/layers/activation.h"

#include <ATen/ops/gelu.h>
#include <ATen/ops/hardsigmoid.h>
#include <ATen/ops/hardswish.h>
#include <ATen/ops/hardtanh.h>
#include <ATen/ops/silu.h>
#include <c10/util/Exception.h>

namespace stride {

at::Tensor Activate(Activation activation, const at::Tensor& input) {
  if (input.is_meta()) return input;
  switch (activation) {
    case Activation::kReLU:
      return input.relu();
    case Activation::kTanh:
      return input.tanh();
    case Activation::kSigmoid:
      return input.sigmoid();
    case Activation::kIdentity:
      return input;
    case Activation::kReLU6:
      return at::hardtanh(input, 0, 6);
    case Activation::kSiLU:
      return at::silu(input);
    case Activation::kHardsigmoid:
      return at::hardsigmoid(input);
    case Activation::kHardswish:
      return at::hardswish(input);
    case Activation::kGELU:
      return at::gelu(input);
  }
  TORCH_CHECK(false, "unknown activation ", static_cast<int>(activation));
}

at::Tensor ActivateInPlace(Activation activation, at::Tensor input) {
  if (input.is_meta()) return input;
  if (activation == Activation::kReLU) return input.relu_();
  if (activation == Activation::kReLU6) return at::hardtanh_(input, 0, 6);
  return Activate(activation, input);
}

}  // namespace stride
