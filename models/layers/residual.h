// A branch that is added to its input where their sizes agree: x + f(x). Some examples of a batch
// may leave the branch out while training: Huang et al., "Deep Networks with Stochastic Depth",
// arXiv 1603.09382, section 3, as torchvision.ops.StochasticDepth in mode "row" does.
#ifndef STRIDE_MODELS_LAYERS_RESIDUAL_H_
#define STRIDE_MODELS_LAYERS_RESIDUAL_H_

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include <string>

#include "stride/models/layers/chain.h"

namespace stride {

// Each example of `branch` [N, ...] is 0 with `probability`, else divided by 1 - probability.
// Drawn from LibTorch's generator, which the training loop seeds for each step.
at::Tensor DropExamples(const at::Tensor& branch, double probability);

class ResidualImpl : public torch::nn::Module {
 public:
  // `name`: what the parameters of `branch` are under. Without `shortcut` the branch stands alone.
  // Throws c10::Error for a probability outside [0, 1).
  ResidualImpl(const std::string& name, Chain branch, bool shortcut, double drop_probability = 0);
  at::Tensor forward(const at::Tensor& input);

 private:
  Chain branch_;
  bool shortcut_;
  double drop_probability_;
};
TORCH_MODULE(Residual);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_RESIDUAL_H_
