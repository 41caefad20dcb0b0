// The torch::nn module of mlp.h. Parameters: layers.fc1.weight, layers.fc1.bias, layers.fc2.weight,
// ...
#ifndef STRIDE_MODELS_MLP_MLP_MODULE_H_
#define STRIDE_MODELS_MLP_MLP_MODULE_H_

#include <torch/nn/modules/container/sequential.h>

#include "stride/models/mlp/mlp.h"

namespace stride {

class MlpImpl : public torch::nn::Module {
 public:
  explicit MlpImpl(const MlpOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  torch::nn::Sequential layers_;
};
TORCH_MODULE(Mlp);

}  // namespace stride

#endif  // STRIDE_MODELS_MLP_MLP_MODULE_H_
