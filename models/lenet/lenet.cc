#include "stride/models/lenet/lenet.h"

#include <torch/nn/modules/container/functional.h>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/dense_layers.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/lenet/lenet_module.h"

namespace stride {
namespace {

torch::nn::Sequential MakeTrunk(const LenetOptions& options) {
  const auto activate = [activation = options.activation](const at::Tensor& input) {
    return Activate(activation, input);
  };
  torch::nn::Sequential trunk;
  int64_t channels = options.input.channels;
  for (size_t i = 0; i < options.channels.size(); ++i) {
    const size_t number = i + 1;
    const auto convolution = torch::nn::Conv2dOptions(channels, options.channels[i], options.kernel)
                                 .padding(i == 0 ? options.first_padding : 0);
    trunk->push_back(absl::StrCat("conv", number), Conv2d(convolution));
    trunk->push_back(absl::StrCat("act", number), torch::nn::Functional(activate));
    if (options.pooling == LenetPooling::kMax) {
      trunk->push_back(absl::StrCat("pool", number), MaxPool2d(2));
    } else {
      trunk->push_back(absl::StrCat("pool", number), AvgPool2d(2));
    }
    channels = options.channels[i];
  }
  return trunk;
}

}  // namespace

LenetImpl::LenetImpl(const LenetOptions& options)
    : trunk_(register_module("trunk", MakeTrunk(options))) {
  DenseLayersOptions head;
  head.in_features = TraceFeatures(
      *this, [this](const at::Tensor& images) { return trunk_->forward(images); }, options.input);
  head.hidden = options.hidden;
  head.out_features = options.num_classes;
  head.activation = options.activation;
  head.dropout = options.dropout;
  head_ = register_module("head", MakeDenseLayers(head));
}

at::Tensor LenetImpl::forward(const at::Tensor& images) {
  return head_->forward(trunk_->forward(images).flatten(1));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeLenet(const LenetOptions& options) {
  return BuildClassifier<Lenet>("lenet", options);
}

}  // namespace stride
