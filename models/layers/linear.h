// torch::nn::Linear that can be traced: same options, names and values.
//
// input [N, ..., in_features] to [N, ..., out_features]. Feature counts below 1 throw c10::Error.
#ifndef STRIDE_MODELS_LAYERS_LINEAR_H_
#define STRIDE_MODELS_LAYERS_LINEAR_H_

#include <torch/nn/modules/linear.h>

#include <memory>

#include "stride/models/core/tracer.h"
#include "stride/models/layers/clone_layer.h"

namespace stride {

class LinearImpl : public torch::nn::LinearImpl {
 public:
  LinearImpl(int64_t in_features, int64_t out_features);
  explicit LinearImpl(const torch::nn::LinearOptions& options);

  at::Tensor forward(const at::Tensor& input);
  std::shared_ptr<torch::nn::Module> clone(
      const c10::optional<at::Device>& device = c10::nullopt) const override {
    return CloneLayer<LinearImpl, torch::nn::LinearImpl>(*this, device);
  }

 private:
  void Trace(at::IntArrayRef input, Tracer& tracer) const;
};
TORCH_MODULE(Linear);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_LINEAR_H_
