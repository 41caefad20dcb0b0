// The torch::nn module of vgg.h.
#ifndef STRIDE_MODELS_VGG_VGG_MODULE_H_
#define STRIDE_MODELS_VGG_VGG_MODULE_H_

#include <torch/nn/modules/container/sequential.h>

#include "stride/models/layers/pooling.h"
#include "stride/models/vgg/vgg.h"

namespace stride {

class VggImpl : public torch::nn::Module {
 public:
  explicit VggImpl(const VggOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  at::Tensor Trunk(const at::Tensor& images);

  torch::nn::Sequential features_;
  AdaptiveAvgPool2d avgpool_ = nullptr;
  torch::nn::Sequential classifier_;
};
TORCH_MODULE(Vgg);

}  // namespace stride

#endif  // STRIDE_MODELS_VGG_VGG_MODULE_H_
