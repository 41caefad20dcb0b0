// Convolution without bias, batch normalisation and ReLU: the brick of the Inception networks,
// named conv and bn as torchvision has it.
//
// images [N, in_channels, H, W] to [N, out_channels, H', W'].
#ifndef STRIDE_MODELS_LAYERS_BASIC_CONV2D_H_
#define STRIDE_MODELS_LAYERS_BASIC_CONV2D_H_

#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"

namespace stride {

class BasicConv2dImpl : public torch::nn::Module {
 public:
  // Throws c10::Error for sizes below 1.
  explicit BasicConv2dImpl(torch::nn::Conv2dOptions options);
  at::Tensor forward(const at::Tensor& images);

 private:
  Conv2d conv_;
  BatchNorm2d bn_;
};
TORCH_MODULE(BasicConv2d);

// Padded so that a stride of 1 keeps the size; kernels are odd.
BasicConv2d SameConv2d(int64_t in, int64_t out, torch::ExpandingArray<2> kernel);

// Without padding.
BasicConv2d ValidConv2d(int64_t in, int64_t out, int64_t kernel, int64_t stride = 1);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_BASIC_CONV2D_H_
