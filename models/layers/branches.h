// Layers side by side whose results are concatenated along the channels: an inception block.
// Szegedy et al., "Going deeper with convolutions", arXiv 1409.4842, section 4.
//
//   Branches block;
//   block->Add("branch1", Conv2d(8, 4, 1));
//   const int fork = block->Add("branch2", Conv2d(8, 2, 1));
//   block->Then("branch2a", Conv2d(2, 3, 1));        // goes on from branch2
//   block->Then("branch2b", Conv2d(2, 3, 1), fork);  // so does this: 4 + 3 + 3 channels in all
#ifndef STRIDE_MODELS_LAYERS_BRANCHES_H_
#define STRIDE_MODELS_LAYERS_BRANCHES_H_

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace stride {

class BranchesImpl : public torch::nn::Module {
 public:
  // A layer that takes the block's input. Returns its number.
  template <typename Contained>
  int Add(std::string name, torch::nn::ModuleHolder<Contained> layer) {
    return Then(std::move(name), std::move(layer), kInput);
  }

  // A layer that takes the output of the layer added last.
  template <typename Contained>
  int Then(std::string name, torch::nn::ModuleHolder<Contained> layer) {
    return Then(std::move(name), std::move(layer), static_cast<int>(steps_.size()) - 1);
  }

  // ... of the layer with the number `from`.
  template <typename Contained>
  int Then(std::string name, torch::nn::ModuleHolder<Contained> layer, int from) {
    Contained* const module = register_module(std::move(name), layer.ptr()).get();
    return AddStep(from, [module](const at::Tensor& input) { return module->forward(input); });
  }

  // What no other layer takes, concatenated in the order of addition.
  at::Tensor forward(const at::Tensor& images);

 private:
  using Function = std::function<at::Tensor(const at::Tensor&)>;
  static constexpr int kInput = -1;

  struct Step {
    Function forward;
    int from;
    bool is_last = true;  // of its branch
  };

  int AddStep(int from, Function forward);

  std::vector<Step> steps_;
};
TORCH_MODULE(Branches);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_BRANCHES_H_
