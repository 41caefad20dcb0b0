// What each token takes from all others, in several heads: Vaswani et al., "Attention Is All You
// Need", arXiv 1706.03762, section 3.2; and the dense layers between two of them (section 3.3).
#ifndef STRIDE_MODELS_LAYERS_ATTENTION_H_
#define STRIDE_MODELS_LAYERS_ATTENTION_H_

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstdint>

#include "stride/models/layers/chain.h"
#include "stride/models/layers/linear.h"

namespace stride {

// softmax(Q K^T / sqrt(width / heads) + bias) V, heads side by side.
// qkv [B, L, 3 * width]: queries, keys and values of L tokens. `bias` is added to the scores
// [B, heads, L, L], or has sizes that are broadcast to them, or is undefined. `dropout`: of the
// weights. Returns [B, L, width].
at::Tensor Attend(const at::Tensor& qkv, int64_t heads, const at::Tensor& bias, double dropout);

// How many multiply-adds that is.
int64_t AttendMultiplyAdds(int64_t batch, int64_t tokens, int64_t width);

// tokens [N, L, width], same sizes out. Parameters are torch::nn::MultiheadAttention's:
// in_proj_weight [3 * width, width], in_proj_bias, out_proj.weight, out_proj.bias.
class SelfAttentionImpl : public torch::nn::Module {
 public:
  // Throws c10::Error unless `heads` divides `width`.
  SelfAttentionImpl(int64_t width, int64_t heads, double dropout = 0);
  at::Tensor forward(const at::Tensor& tokens);

 private:
  int64_t width_;
  int64_t heads_;
  double dropout_;
  at::Tensor weight_;
  at::Tensor bias_;
  Linear out_proj_;
};
TORCH_MODULE(SelfAttention);

// [N, ..., width] to `hidden`, GELU, and back; dropout after each. Parameters: 0.weight, 0.bias,
// 3.weight, 3.bias, as torchvision.ops.MLP has them.
Chain MakeTransformerMlp(int64_t width, int64_t hidden, double dropout);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_ATTENTION_H_
