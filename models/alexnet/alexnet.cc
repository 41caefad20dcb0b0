#include "stride/models/alexnet/alexnet.h"

#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/dropout.h>

#include "stride/models/alexnet/alexnet_module.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

constexpr int64_t kPooled = 6;  // pixels a side that the dense layers see

Conv2d Convolution(int64_t in, int64_t out, int64_t kernel, int64_t padding, int64_t stride = 1) {
  return Conv2d(torch::nn::Conv2dOptions(in, out, kernel).padding(padding).stride(stride));
}

MaxPool2d OverlappingPool() { return MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2)); }

torch::nn::Sequential MakeFeatures(int64_t channels) {
  using torch::nn::ReLU;
  return torch::nn::Sequential(Convolution(channels, 64, 11, 2, 4), ReLU(), OverlappingPool(),  //
                               Convolution(64, 192, 5, 2), ReLU(), OverlappingPool(),           //
                               Convolution(192, 384, 3, 1), ReLU(),                             //
                               Convolution(384, 256, 3, 1), ReLU(),                             //
                               Convolution(256, 256, 3, 1), ReLU(), OverlappingPool());
}

torch::nn::Sequential MakeHead(const AlexnetOptions& options) {
  using torch::nn::Dropout;
  using torch::nn::ReLU;
  return torch::nn::Sequential(Dropout(options.dropout), Linear(256 * kPooled * kPooled, 4096),
                               ReLU(), Dropout(options.dropout), Linear(4096, 4096), ReLU(),
                               Linear(4096, options.num_classes));
}

[[maybe_unused]] const bool registered = RegisterVariant("alexnet", AlexnetOptions(), MakeAlexnet);

}  // namespace

AlexnetImpl::AlexnetImpl(const AlexnetOptions& options)
    : features_(register_module("features", MakeFeatures(options.input.channels))),
      avgpool_(register_module("avgpool", AdaptiveAvgPool2d(kPooled))),
      classifier_(register_module("classifier", MakeHead(options))) {}

at::Tensor AlexnetImpl::forward(const at::Tensor& images) {
  return classifier_->forward(avgpool_->forward(features_->forward(images)).flatten(1));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeAlexnet(const AlexnetOptions& options) {
  return BuildClassifier<Alexnet>(options.name, options);
}

}  // namespace stride
