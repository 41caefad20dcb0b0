// The torch::nn module of lenet.h. Parameters: trunk.conv1.weight, ..., head.fc1.weight, ...
#ifndef STRIDE_MODELS_LENET_LENET_MODULE_H_
#define STRIDE_MODELS_LENET_LENET_MODULE_H_

#include <torch/nn/modules/container/sequential.h>

#include "stride/models/lenet/lenet.h"

namespace stride {

class LenetImpl : public torch::nn::Module {
 public:
  explicit LenetImpl(const LenetOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  torch::nn::Sequential trunk_;
  torch::nn::Sequential head_;
};
TORCH_MODULE(Lenet);

}  // namespace stride

#endif  // STRIDE_MODELS_LENET_LENET_MODULE_H_
