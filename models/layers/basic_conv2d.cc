#include "stride/models/layers/basic_conv2d.h"

#include <utility>

namespace stride {
namespace {

constexpr double kNormEpsilon = 1e-3;

}  // namespace

BasicConv2dImpl::BasicConv2dImpl(torch::nn::Conv2dOptions options)
    : conv_(register_module("conv", Conv2d(options.bias(false)))),
      bn_(register_module(
          "bn",
          BatchNorm2d(torch::nn::BatchNormOptions(options.out_channels()).eps(kNormEpsilon)))) {}

at::Tensor BasicConv2dImpl::forward(const at::Tensor& images) {
  return bn_->forward(conv_->forward(images)).relu_();
}

BasicConv2d SameConv2d(int64_t in, int64_t out, torch::ExpandingArray<2> kernel) {
  const torch::ExpandingArray<2> padding({kernel->at(0) / 2, kernel->at(1) / 2});
  return BasicConv2d(torch::nn::Conv2dOptions(in, out, kernel).padding(padding));
}

BasicConv2d ValidConv2d(int64_t in, int64_t out, int64_t kernel, int64_t stride) {
  return BasicConv2d(torch::nn::Conv2dOptions(in, out, kernel).stride(stride));
}

}  // namespace stride
