// The torch::nn module of vit.h.
#ifndef STRIDE_MODELS_VIT_VIT_MODULE_H_
#define STRIDE_MODELS_VIT_VIT_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/vit/vit.h"

namespace stride {

class VitImpl : public torch::nn::Module {
 public:
  explicit VitImpl(const VitOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  // [N, C, H, W] to tokens [N, 1 + patches, width], the first of which is for the class.
  at::Tensor Tokens(const at::Tensor& images);

  at::Tensor class_token_;  // [1, 1, width]
  Conv2d conv_proj_;
  Chain encoder_;
  at::Tensor pos_embedding_;  // [1, 1 + patches, width]; the encoder's
  Chain heads_;
};
TORCH_MODULE(Vit);

}  // namespace stride

#endif  // STRIDE_MODELS_VIT_VIT_MODULE_H_
