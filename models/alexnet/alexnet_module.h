// The torch::nn module of alexnet.h.
#ifndef STRIDE_MODELS_ALEXNET_ALEXNET_MODULE_H_
#define STRIDE_MODELS_ALEXNET_ALEXNET_MODULE_H_

#include <torch/nn/modules/container/sequential.h>

#include "stride/models/alexnet/alexnet.h"
#include "stride/models/layers/pooling.h"

namespace stride {

class AlexnetImpl : public torch::nn::Module {
 public:
  explicit AlexnetImpl(const AlexnetOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  torch::nn::Sequential features_;
  AdaptiveAvgPool2d avgpool_;
  torch::nn::Sequential classifier_;
};
TORCH_MODULE(Alexnet);

}  // namespace stride

#endif  // STRIDE_MODELS_ALEXNET_ALEXNET_MODULE_H_
