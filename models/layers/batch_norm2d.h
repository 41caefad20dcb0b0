// torch::nn::BatchNorm2d that can be traced: same options, names and values.
//
// images [N, num_features, H, W], same sizes out. Ioffe and Szegedy, "Batch Normalization",
// arXiv 1502.03167.
#ifndef STRIDE_MODELS_LAYERS_BATCH_NORM2D_H_
#define STRIDE_MODELS_LAYERS_BATCH_NORM2D_H_

#include <torch/nn/modules/batchnorm.h>

namespace stride {

// LibTorch as Debian builds it does not export what a class derived from torch::nn::BatchNorm2dImpl
// needs, so this one stands beside it on the same base.
class BatchNorm2dImpl
    : public torch::nn::NormImplBase<2, BatchNorm2dImpl, torch::nn::BatchNormOptions> {
 public:
  explicit BatchNorm2dImpl(int64_t num_features);
  explicit BatchNorm2dImpl(const torch::nn::BatchNormOptions& options);
  at::Tensor forward(const at::Tensor& input);
  void pretty_print(std::ostream& stream) const override;

 protected:
  void _check_input_dim(const at::Tensor& input) override;

 private:
  // The share of the new batch in the running statistics.
  double NextAverageFactor();
};
TORCH_MODULE(BatchNorm2d);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_BATCH_NORM2D_H_
