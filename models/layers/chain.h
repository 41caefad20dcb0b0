// Layers in a row, as torch::nn::Sequential, but it can stand in another one (Sequential's forward
// is a template) and takes functions too.
//
//   Chain chain;
//   chain->push_back(Conv2d(3, 8, 3));                                      // named 0
//   chain->push_back([](const at::Tensor& x) { return x.relu(); });         // takes the number 1
//   chain->push_back("norm", BatchNorm2d(8));
#ifndef STRIDE_MODELS_LAYERS_CHAIN_H_
#define STRIDE_MODELS_LAYERS_CHAIN_H_

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace stride {

class ChainImpl : public torch::nn::Module {
 public:
  using Function = std::function<at::Tensor(const at::Tensor&)>;

  void push_back(Function function) { steps_.push_back(std::move(function)); }

  // `Contained`: a module whose forward takes and returns a tensor.
  template <typename Contained>
  void push_back(std::string name, torch::nn::ModuleHolder<Contained> layer) {
    Contained* const module = register_module(std::move(name), layer.ptr()).get();
    steps_.push_back([module](const at::Tensor& input) { return module->forward(input); });
  }

  template <typename Contained>
  void push_back(torch::nn::ModuleHolder<Contained> layer) {
    push_back(std::to_string(steps_.size()), std::move(layer));
  }

  at::Tensor forward(at::Tensor input) {
    for (const Function& step : steps_) input = step(input);
    return input;
  }

 private:
  std::vector<Function> steps_;
};
TORCH_MODULE(Chain);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_CHAIN_H_
