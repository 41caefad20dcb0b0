// Channels weighted by what the whole image holds: Hu et al., "Squeeze-and-Excitation Networks",
// arXiv 1709.01507, section 3. Named as torchvision.ops.SqueezeExcitation: fc1, fc2.
//
// images [N, channels, H, W], same sizes out.
#ifndef STRIDE_MODELS_LAYERS_SQUEEZE_EXCITATION_H_
#define STRIDE_MODELS_LAYERS_SQUEEZE_EXCITATION_H_

#include <torch/nn/module.h>

#include <cstdint>

#include "stride/models/layers/activation.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/pooling.h"

namespace stride {

class SqueezeExcitationImpl : public torch::nn::Module {
 public:
  // `scale`: of the second layer, whose output multiplies the channels.
  SqueezeExcitationImpl(int64_t channels, int64_t squeezed,
                        Activation activation = Activation::kReLU,
                        Activation scale = Activation::kSigmoid);
  at::Tensor forward(const at::Tensor& images);

 private:
  AdaptiveAvgPool2d pool_;
  Conv2d fc1_;
  Conv2d fc2_;
  Activation activation_;
  Activation scale_;
};
TORCH_MODULE(SqueezeExcitation);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_SQUEEZE_EXCITATION_H_
