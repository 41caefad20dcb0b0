// The torch::nn module of fashion_cnn.h. Parameters: trunk.conv1.weight, trunk.norm1.weight, ...,
// head.fc1.weight, ...
#ifndef STRIDE_MODELS_FASHION_CNN_FASHION_CNN_MODULE_H_
#define STRIDE_MODELS_FASHION_CNN_FASHION_CNN_MODULE_H_

#include <torch/nn/modules/container/sequential.h>

#include "stride/models/fashion_cnn/fashion_cnn.h"

namespace stride {

class FashionCnnImpl : public torch::nn::Module {
 public:
  explicit FashionCnnImpl(const FashionCnnOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  torch::nn::Sequential trunk_;
  torch::nn::Sequential head_;
};
TORCH_MODULE(FashionCnn);

}  // namespace stride

#endif  // STRIDE_MODELS_FASHION_CNN_FASHION_CNN_MODULE_H_
