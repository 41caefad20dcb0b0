// The torch::nn modules of densenet.h.
#ifndef STRIDE_MODELS_DENSENET_DENSENET_MODULE_H_
#define STRIDE_MODELS_DENSENET_DENSENET_MODULE_H_

#include "stride/models/densenet/densenet.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/chain.h"
#include "stride/models/layers/conv2d.h"

namespace stride {

// [N, in, H, W] to [N, in + growth, H, W]: the input, and behind it what the layer makes of it.
class DenseLayerImpl : public torch::nn::Module {
 public:
  DenseLayerImpl(int64_t in, const DensenetOptions& options);
  at::Tensor forward(const at::Tensor& maps);

 private:
  const double dropout_;
  BatchNorm2d norm1_;
  Conv2d conv1_;
  BatchNorm2d norm2_;
  Conv2d conv2_;
};
TORCH_MODULE(DenseLayer);

class DensenetImpl : public ChainImpl {
 public:
  explicit DensenetImpl(const DensenetOptions& options);
};
TORCH_MODULE(Densenet);

}  // namespace stride

#endif  // STRIDE_MODELS_DENSENET_DENSENET_MODULE_H_
