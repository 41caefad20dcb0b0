// The torch::nn modules of squeezenet.h.
#ifndef STRIDE_MODELS_SQUEEZENET_SQUEEZENET_MODULE_H_
#define STRIDE_MODELS_SQUEEZENET_SQUEEZENET_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/squeezenet/squeezenet.h"

namespace stride {

// Section 3.2: 1x1 convolutions that squeeze [N, in, H, W] into few channels, then 1x1 and 3x3
// convolutions side by side, of `expanded` channels each: [N, 2 * expanded, H, W].
class FireImpl : public torch::nn::Module {
 public:
  FireImpl(int64_t in, int64_t squeezed, int64_t expanded);
  at::Tensor forward(const at::Tensor& images);

 private:
  Conv2d squeeze_;
  Conv2d expand1x1_;
  Conv2d expand3x3_;
};
TORCH_MODULE(Fire);

class SqueezenetImpl : public torch::nn::Module {
 public:
  explicit SqueezenetImpl(const SqueezenetOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  Chain features_;
  Chain classifier_;
};
TORCH_MODULE(Squeezenet);

}  // namespace stride

#endif  // STRIDE_MODELS_SQUEEZENET_SQUEEZENET_MODULE_H_
