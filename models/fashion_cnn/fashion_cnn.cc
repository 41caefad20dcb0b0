#include "stride/models/fashion_cnn/fashion_cnn.h"

#include <torch/nn/modules/activation.h>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/core/tracer.h"
#include "stride/models/fashion_cnn/fashion_cnn_module.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/dense_layers.h"
#include "stride/models/layers/pooling.h"

namespace stride {
namespace {

// The normalisation subtracts what a bias would add.
Conv2d Convolution(int64_t in_channels, int64_t out_channels) {
  return Conv2d(torch::nn::Conv2dOptions(in_channels, out_channels, 3).padding(1).bias(false));
}

torch::nn::Sequential MakeTrunk(const FashionCnnOptions& options) {
  torch::nn::Sequential trunk;
  int64_t channels = options.input.channels;
  size_t number = 1;
  for (const std::vector<int64_t>& stage : options.stages) {
    for (size_t i = 0; i < stage.size(); ++i) {
      trunk->push_back(absl::StrCat("conv", number), Convolution(channels, stage[i]));
      if (i + 1 == stage.size()) trunk->push_back(absl::StrCat("pool", number), MaxPool2d(2));
      trunk->push_back(absl::StrCat("norm", number), BatchNorm2d(stage[i]));
      trunk->push_back(absl::StrCat("relu", number), torch::nn::ReLU());
      channels = stage[i];
      ++number;
    }
  }
  return trunk;
}

}  // namespace

FashionCnnImpl::FashionCnnImpl(const FashionCnnOptions& options)
    : trunk_(register_module("trunk", MakeTrunk(options))) {
  DenseLayersOptions head;
  head.in_features = TraceFeatures(
      *this, [this](const at::Tensor& images) { return trunk_->forward(images); }, options.input);
  head.hidden = options.hidden;
  head.out_features = options.num_classes;
  head.dropout = options.dropout;
  head_ = register_module("head", MakeDenseLayers(head));
}

at::Tensor FashionCnnImpl::forward(const at::Tensor& images) {
  return head_->forward(trunk_->forward(images).flatten(1));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeFashionCnn(const FashionCnnOptions& options) {
  return BuildClassifier<FashionCnn>("fashion_cnn", options);
}

}  // namespace stride
