// Attention within the windows of a grid of tokens: section 3.2 of the paper (swin.h).
#ifndef STRIDE_MODELS_SWIN_WINDOW_ATTENTION_H_
#define STRIDE_MODELS_SWIN_WINDOW_ATTENTION_H_

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include <cstdint>

#include "stride/models/layers/linear.h"

namespace stride {

struct WindowAttentionOptions {
  int64_t width = 0;
  int64_t heads = 1;
  int64_t window = 7;
  bool shifted = false;  // windows begin half a window later, and go round the edges
};

// tokens [N, H, W, width], same sizes out. Grids are padded to whole windows with zeros, which take
// part as in torchvision. Parameters: relative_position_bias_table [(2 * window - 1)^2, heads],
// qkv, proj; buffer: relative_position_index [window^4].
class WindowAttentionImpl : public torch::nn::Module {
 public:
  // Throws c10::Error unless `heads` divides `width`.
  explicit WindowAttentionImpl(const WindowAttentionOptions& options);
  at::Tensor forward(const at::Tensor& tokens);

 private:
  // Of one head's scores for each pair of tokens in a window: [1, heads, window^2, window^2].
  at::Tensor PositionBias() const;

  WindowAttentionOptions options_;
  Linear qkv_;
  Linear proj_;
  at::Tensor table_;
  at::Tensor index_;
};
TORCH_MODULE(WindowAttention);

}  // namespace stride

#endif  // STRIDE_MODELS_SWIN_WINDOW_ATTENTION_H_
