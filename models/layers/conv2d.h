// torch::nn::Conv2d that can be traced: same options, names and values.
//
// images [N, in_channels, H, W] to [N, out_channels, H', W'], sizes by models/core/output_size.h.
// Sizes below 1 in the options throw c10::Error.
#ifndef STRIDE_MODELS_LAYERS_CONV2D_H_
#define STRIDE_MODELS_LAYERS_CONV2D_H_

#include <torch/nn/modules/conv.h>

#include <memory>

#include "stride/models/core/tracer.h"
#include "stride/models/layers/clone_layer.h"

namespace stride {

class Conv2dImpl : public torch::nn::Conv2dImpl {
 public:
  Conv2dImpl(int64_t in_channels, int64_t out_channels, torch::ExpandingArray<2> kernel_size);
  explicit Conv2dImpl(const torch::nn::Conv2dOptions& options);

  at::Tensor forward(const at::Tensor& input);
  std::shared_ptr<torch::nn::Module> clone(
      const c10::optional<at::Device>& device = c10::nullopt) const override {
    return CloneLayer<Conv2dImpl, torch::nn::Conv2dImpl>(*this, device);
  }

 private:
  void Trace(at::IntArrayRef input, Tracer& tracer) const;
};
TORCH_MODULE(Conv2d);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_CONV2D_H_
