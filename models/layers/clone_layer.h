// Copies of layers that derive from torch::nn's.
#ifndef STRIDE_MODELS_LAYERS_CLONE_LAYER_H_
#define STRIDE_MODELS_LAYERS_CLONE_LAYER_H_

#include <c10/core/Device.h>
#include <c10/util/Optional.h>
#include <torch/nn/module.h>

#include <memory>

namespace stride {

// A Layer with parameters and buffers of its own; Base::clone() alone would return a Base.
template <typename Layer, typename Base>
std::shared_ptr<torch::nn::Module> CloneLayer(const Layer& layer,
                                              const c10::optional<at::Device>& device) {
  const std::shared_ptr<torch::nn::Module> base = layer.Base::clone(device);
  auto copy = std::make_shared<Layer>(layer);
  static_cast<Base&>(*copy) = dynamic_cast<const Base&>(*base);
  return copy;
}

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_CLONE_LAYER_H_
