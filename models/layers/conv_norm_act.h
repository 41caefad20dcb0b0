// Convolution, batch normalisation and activation: the brick of most networks, with the names of
// torchvision.ops.Conv2dNormActivation: 0 the convolution, 1 the norm.
//
// images [N, in_channels, H, W] to [N, out_channels, H', W'], with H' = ceil(H / stride) for odd
// kernels. The convolution has no bias: the norm subtracts it.
#ifndef STRIDE_MODELS_LAYERS_CONV_NORM_ACT_H_
#define STRIDE_MODELS_LAYERS_CONV_NORM_ACT_H_

#include <cstdint>

#include "stride/models/layers/activation.h"
#include "stride/models/layers/chain.h"

namespace stride {

struct ConvNormActOptions {
  int64_t in_channels = 0;
  int64_t out_channels = 0;
  int64_t kernel = 3;  // padded by (kernel - 1) / 2
  int64_t stride = 1;
  int64_t groups = 1;
  Activation activation = Activation::kReLU;
  double norm_epsilon = 1e-5;
  double norm_momentum = 0.1;
};

// Throws c10::Error for sizes below 1.
Chain MakeConvNormAct(const ConvNormActOptions& options);

// The same layers at the end of `chain`, with the numbers that follow there.
void AppendConvNormAct(Chain& chain, const ConvNormActOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_CONV_NORM_ACT_H_
