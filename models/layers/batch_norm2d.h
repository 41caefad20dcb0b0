// torch::nn::BatchNorm2d that can be traced: same options, names and values.
//
// images [N, num_features, H, W], same sizes out. Ioffe and Szegedy, "Batch Normalization",
// arXiv 1502.03167.
#ifndef STRIDE_MODELS_LAYERS_BATCH_NORM2D_H_
#define STRIDE_MODELS_LAYERS_BATCH_NORM2D_H_

#include <torch/nn/modules/batchnorm.h>

namespace stride {

class BatchNorm2dImpl : public torch::nn::BatchNorm2dImpl {
 public:
  using torch::nn::BatchNorm2dImpl::BatchNorm2dImpl;
  at::Tensor forward(const at::Tensor& input);
};
TORCH_MODULE(BatchNorm2d);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_BATCH_NORM2D_H_
