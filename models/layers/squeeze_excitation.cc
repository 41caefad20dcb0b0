#include "stride/models/layers/squeeze_excitation.h"

namespace stride {

SqueezeExcitationImpl::SqueezeExcitationImpl(int64_t channels, int64_t squeezed,
                                             Activation activation, Activation scale)
    : pool_(register_module("avgpool", AdaptiveAvgPool2d(1))),
      fc1_(register_module("fc1", Conv2d(channels, squeezed, 1))),
      fc2_(register_module("fc2", Conv2d(squeezed, channels, 1))),
      activation_(activation),
      scale_(scale) {}

at::Tensor SqueezeExcitationImpl::forward(const at::Tensor& images) {
  const at::Tensor squeezed = ActivateInPlace(activation_, fc1_->forward(pool_->forward(images)));
  return Activate(scale_, fc2_->forward(squeezed)) * images;
}

}  // namespace stride
