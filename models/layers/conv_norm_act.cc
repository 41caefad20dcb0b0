#include "stride/models/layers/conv_norm_act.h"

#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"

namespace stride {

Chain MakeConvNormAct(const ConvNormActOptions& options) {
  Chain chain;
  AppendConvNormAct(chain, options);
  return chain;
}

void AppendConvNormAct(Chain& chain, const ConvNormActOptions& options) {
  chain->push_back(
      Conv2d(torch::nn::Conv2dOptions(options.in_channels, options.out_channels, options.kernel)
                 .stride(options.stride)
                 .padding((options.kernel - 1) / 2)
                 .groups(options.groups)
                 .bias(false)));
  chain->push_back(BatchNorm2d(torch::nn::BatchNormOptions(options.out_channels)
                                   .eps(options.norm_epsilon)
                                   .momentum(options.norm_momentum)));
  if (options.activation == Activation::kIdentity) return;
  chain->push_back([activation = options.activation](const at::Tensor& input) {
    return ActivateInPlace(activation, input);  // the norm's output has no other reader
  });
}

}  // namespace stride
