// torch::nn::Dropout without its options: each value is 0 with `probability` while training, else
// divided by 1 - probability. Srivastava et al., JMLR 15 (2014), section 4.
#ifndef STRIDE_MODELS_LAYERS_DROPOUT_H_
#define STRIDE_MODELS_LAYERS_DROPOUT_H_

#include <ATen/core/Tensor.h>
#include <ATen/ops/dropout.h>
#include <c10/util/Exception.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

namespace stride {

class DropoutImpl : public torch::nn::Module {
 public:
  // Throws c10::Error for a probability outside [0, 1].
  explicit DropoutImpl(double probability) : probability_(probability) {
    TORCH_CHECK(probability >= 0 && probability <= 1, "dropout must be in [0, 1], found ",
                probability);
  }
  at::Tensor forward(const at::Tensor& input) {
    if (!is_training() || probability_ == 0) return input;
    return at::dropout(input, probability_, /*train=*/true);
  }

 private:
  double probability_;
};
TORCH_MODULE(Dropout);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_DROPOUT_H_
