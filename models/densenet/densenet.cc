#include "stride/models/densenet/densenet.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/dropout.h>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/densenet/densenet_module.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

Conv2d Convolution(int64_t in, int64_t out, int64_t kernel, int64_t stride = 1) {
  return Conv2d(
      torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
}

// For the output of a norm, which nobody else reads.
at::Tensor Rectify(const at::Tensor& maps) { return maps.relu_(); }

void AddStem(Chain& features, const DensenetOptions& options) {
  features->push_back("conv0", Convolution(options.input.channels, options.stem, 7, 2));
  features->push_back("norm0", BatchNorm2d(options.stem));
  features->push_back(Rectify);
  features->push_back("pool0", MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2).padding(1)));
}

Chain Transition(int64_t in) {
  Chain transition;
  transition->push_back("norm", BatchNorm2d(in));
  transition->push_back(Rectify);
  transition->push_back("conv", Convolution(in, in / 2, 1));
  transition->push_back("pool", AvgPool2d(2));
  return transition;
}

// `channels`: of what arrives; then of what leaves.
Chain DenseBlock(int64_t layers, const DensenetOptions& options, int64_t& channels) {
  Chain block;
  for (int64_t i = 1; i <= layers; ++i) {
    block->push_back(absl::StrCat("denselayer", i), DenseLayer(channels, options));
    channels += options.growth;
  }
  return block;
}

LayerInitialisation Published(const std::string& /*name*/, const at::Tensor& weight) {
  if (weight.dim() > 2) return InitialisationOf(weight, Initialisation::kHeFanIn);
  return {InitialisationOf(weight, Initialisation::kTorchDefault).weight, {}};
}

DensenetOptions Variant(std::vector<int64_t> depths, int64_t stem = 64, int64_t growth = 32) {
  DensenetOptions options;
  options.depths = std::move(depths);
  options.stem = stem;
  options.growth = growth;
  return options;
}

[[maybe_unused]] const bool registered =
    RegisterVariant("densenet121", Variant({6, 12, 24, 16}), MakeDensenet) &&
    RegisterVariant("densenet161", Variant({6, 12, 36, 24}, 96, 48), MakeDensenet) &&
    RegisterVariant("densenet169", Variant({6, 12, 32, 32}), MakeDensenet) &&
    RegisterVariant("densenet201", Variant({6, 12, 48, 32}), MakeDensenet);

}  // namespace

DenseLayerImpl::DenseLayerImpl(int64_t in, const DensenetOptions& options)
    : dropout_(options.dropout),
      norm1_(register_module("norm1", BatchNorm2d(in))),
      conv1_(register_module("conv1", Convolution(in, options.bottleneck * options.growth, 1))),
      norm2_(register_module("norm2", BatchNorm2d(options.bottleneck * options.growth))),
      conv2_(register_module("conv2",
                             Convolution(options.bottleneck * options.growth, options.growth, 3))) {
  TORCH_CHECK(dropout_ >= 0 && dropout_ <= 1, "dropout must be in [0, 1], found ", dropout_);
}

at::Tensor DenseLayerImpl::forward(const at::Tensor& maps) {
  const at::Tensor narrow = conv1_->forward(norm1_->forward(maps).relu_());
  const at::Tensor added = conv2_->forward(norm2_->forward(narrow).relu_());
  const bool drops = dropout_ > 0 && is_training();
  return at::cat({maps, drops ? at::dropout(added, dropout_, /*train=*/true) : added}, 1);
}

DensenetImpl::DensenetImpl(const DensenetOptions& options) {
  Chain features;
  AddStem(features, options);
  int64_t channels = options.stem;
  for (size_t i = 0; i < options.depths.size(); ++i) {
    if (i > 0) {
      features->push_back(absl::StrCat("transition", i), Transition(channels));
      channels /= 2;
    }
    features->push_back(absl::StrCat("denseblock", i + 1),
                        DenseBlock(options.depths[i], options, channels));
  }
  features->push_back(absl::StrCat("norm", options.depths.size() + 1), BatchNorm2d(channels));
  push_back("features", features);
  push_back(Rectify);
  push_back("pool", AdaptiveAvgPool2d(1));
  push_back([](const at::Tensor& maps) { return maps.flatten(1); });
  push_back("classifier", Linear(channels, options.num_classes));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeDensenet(const DensenetOptions& options) {
  return BuildClassifier<Densenet>(options.name, options, {}, Published);
}

}  // namespace stride
