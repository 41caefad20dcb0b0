#include "stride/models/squeezenet/squeezenet.h"

#include <ATen/ops/cat.h>
#include <torch/nn/modules/dropout.h>

#include <cmath>

#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"
#include "stride/models/squeezenet/squeezenet_module.h"

namespace stride {
namespace {

at::Tensor Rectify(const at::Tensor& maps) { return maps.relu(); }

// Fires and poolings, from the first pooling on, which sees `channels`; each pooling halves the
// size. A number: the channels that a fire squeezes to; it expands to eight times as many.
constexpr int64_t kPool = 0;
using Plan = std::vector<int64_t>;

void AddFires(Chain& features, int64_t channels, const Plan& plan) {
  for (const int64_t squeezed : plan) {
    if (squeezed == kPool) {
      features->push_back(MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2).ceil_mode(true)));
      continue;
    }
    features->push_back(Fire(channels, squeezed, 4 * squeezed));
    channels = 8 * squeezed;
  }
}

Chain MakeFeatures(const SqueezenetOptions& options) {
  const bool first = options.version == SqueezenetVersion::k1_0;
  const int64_t width = first ? 96 : 64;
  const Plan plan = first ? Plan{kPool, 16, 16, 32, kPool, 32, 48, 48, 64, kPool, 64}
                          : Plan{kPool, 16, 16, kPool, 32, 32, kPool, 48, 48, 64, 64};
  Chain features;
  features->push_back(
      Conv2d(torch::nn::Conv2dOptions(options.input.channels, width, first ? 7 : 3).stride(2)));
  features->push_back(Rectify);
  AddFires(features, width, plan);
  return features;
}

Chain MakeHead(const SqueezenetOptions& options) {
  Chain head;
  head->push_back(torch::nn::Dropout(options.dropout));
  head->push_back(Conv2d(512, options.num_classes, 1));
  head->push_back(Rectify);
  head->push_back(AdaptiveAvgPool2d(1));
  return head;
}

LayerInitialisation Published(const std::string& name, const at::Tensor& weight) {
  if (name == "classifier.1.weight") return {{/*normal=*/true, 0.01}, {}};
  const double fan_in = static_cast<double>(weight.numel()) / weight.size(0);
  return {{/*normal=*/false, std::sqrt(6 / fan_in)}, {}};
}

SqueezenetOptions OfVersion(SqueezenetVersion version) {
  SqueezenetOptions options;
  options.version = version;
  return options;
}

[[maybe_unused]] const bool registered =
    RegisterVariant("squeezenet1_0", OfVersion(SqueezenetVersion::k1_0), MakeSqueezenet) &&
    RegisterVariant("squeezenet1_1", OfVersion(SqueezenetVersion::k1_1), MakeSqueezenet);

}  // namespace

FireImpl::FireImpl(int64_t in, int64_t squeezed, int64_t expanded)
    : squeeze_(register_module("squeeze", Conv2d(in, squeezed, 1))),
      expand1x1_(register_module("expand1x1", Conv2d(squeezed, expanded, 1))),
      expand3x3_(register_module(
          "expand3x3", Conv2d(torch::nn::Conv2dOptions(squeezed, expanded, 3).padding(1)))) {}

at::Tensor FireImpl::forward(const at::Tensor& images) {
  const at::Tensor squeezed = squeeze_->forward(images).relu_();
  return at::cat({expand1x1_->forward(squeezed), expand3x3_->forward(squeezed)}, 1).relu_();
}

SqueezenetImpl::SqueezenetImpl(const SqueezenetOptions& options)
    : features_(register_module("features", MakeFeatures(options))),
      classifier_(register_module("classifier", MakeHead(options))) {}

at::Tensor SqueezenetImpl::forward(const at::Tensor& images) {
  return classifier_->forward(features_->forward(images)).flatten(1);
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeSqueezenet(const SqueezenetOptions& options) {
  return BuildClassifier<Squeezenet>(options.name, options, {}, Published);
}

}  // namespace stride
