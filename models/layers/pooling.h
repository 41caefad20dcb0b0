// torch::nn's poolings over images [N, C, H, W] that can be traced: same options and values.
//
// Kernels and strides below 1 and paddings above half the kernel throw c10::Error.
#ifndef STRIDE_MODELS_LAYERS_POOLING_H_
#define STRIDE_MODELS_LAYERS_POOLING_H_

#include <torch/nn/modules/pooling.h>

#include <memory>

#include "stride/models/layers/clone_layer.h"

namespace stride {

class MaxPool2dImpl : public torch::nn::MaxPool2dImpl {
 public:
  explicit MaxPool2dImpl(torch::ExpandingArray<2> kernel_size);
  explicit MaxPool2dImpl(const torch::nn::MaxPool2dOptions& options);
  at::Tensor forward(const at::Tensor& input);
  std::shared_ptr<torch::nn::Module> clone(
      const c10::optional<at::Device>& device = c10::nullopt) const override {
    return CloneLayer<MaxPool2dImpl, torch::nn::MaxPool2dImpl>(*this, device);
  }
};
TORCH_MODULE(MaxPool2d);

class AvgPool2dImpl : public torch::nn::AvgPool2dImpl {
 public:
  explicit AvgPool2dImpl(torch::ExpandingArray<2> kernel_size);
  explicit AvgPool2dImpl(const torch::nn::AvgPool2dOptions& options);
  at::Tensor forward(const at::Tensor& input);
  std::shared_ptr<torch::nn::Module> clone(
      const c10::optional<at::Device>& device = c10::nullopt) const override {
    return CloneLayer<AvgPool2dImpl, torch::nn::AvgPool2dImpl>(*this, device);
  }
};
TORCH_MODULE(AvgPool2d);

// The output has the size asked for, whatever the input's.
class AdaptiveAvgPool2dImpl : public torch::nn::AdaptiveAvgPool2dImpl {
 public:
  using torch::nn::AdaptiveAvgPool2dImpl::AdaptiveAvgPool2dImpl;
  at::Tensor forward(const at::Tensor& input);
  std::shared_ptr<torch::nn::Module> clone(
      const c10::optional<at::Device>& device = c10::nullopt) const override {
    return CloneLayer<AdaptiveAvgPool2dImpl, torch::nn::AdaptiveAvgPool2dImpl>(*this, device);
  }
};
TORCH_MODULE(AdaptiveAvgPool2d);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_POOLING_H_
