// Each vector of features brought to mean 0 and variance 1, then scaled and shifted. Ba et al.,
// "Layer Normalization", arXiv 1607.06450, section 3.
#ifndef STRIDE_MODELS_LAYERS_LAYER_NORM_H_
#define STRIDE_MODELS_LAYERS_LAYER_NORM_H_

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstdint>

namespace stride {

// [N, ..., features], same sizes out. Parameters are torch::nn::LayerNorm's: weight, bias.
class LayerNormImpl : public torch::nn::Module {
 public:
  explicit LayerNormImpl(int64_t features, double epsilon = 1e-5);
  at::Tensor forward(const at::Tensor& input);

 private:
  int64_t features_;
  double epsilon_;
  at::Tensor weight_;
  at::Tensor bias_;
};
TORCH_MODULE(LayerNorm);

// The channels of images [N, features, H, W]: no copy where they are channels_last.
class LayerNorm2dImpl : public LayerNormImpl {
 public:
  using LayerNormImpl::LayerNormImpl;
  at::Tensor forward(const at::Tensor& images);
};
TORCH_MODULE(LayerNorm2d);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_LAYER_NORM_H_
