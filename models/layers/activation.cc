#include "stride/models/layers/activation.h"

#include <c10/util/Exception.h>

namespace stride {

at::Tensor Activate(Activation activation, const at::Tensor& input) {
  switch (activation) {
    case Activation::kReLU:
      return input.relu();
    case Activation::kTanh:
      return input.tanh();
    case Activation::kSigmoid:
      return input.sigmoid();
  }
  TORCH_CHECK(false, "unknown activation ", static_cast<int>(activation));
}

}  // namespace stride
