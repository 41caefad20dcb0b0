#include "stride/models/googlenet/googlenet.h"

#include <torch/nn/modules/dropout.h>

#include "stride/models/core/build_classifier.h"
#include "stride/models/googlenet/googlenet_module.h"
#include "stride/models/layers/basic_conv2d.h"
#include "stride/models/layers/branches.h"
#include "stride/models/layers/inception_range.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using torch::nn::MaxPool2dOptions;

// Channels of an inception block's branches; "reduced" by a 1x1 convolution.
struct Widths {
  int64_t one;
  int64_t three_reduced, three;
  int64_t five_reduced, five;
  int64_t pooled;
};

Chain Reduced(int64_t in, int64_t reduced, int64_t out) {
  Chain chain;
  chain->push_back(SameConv2d(in, reduced, 1));
  chain->push_back(SameConv2d(reduced, out, 3));
  return chain;
}

Branches Inception(int64_t in, const Widths& widths) {
  Chain pooled;
  pooled->push_back(MaxPool2d(MaxPool2dOptions(3).stride(1).padding(1).ceil_mode(true)));
  pooled->push_back(SameConv2d(in, widths.pooled, 1));
  Branches block;
  block->Add("branch1", SameConv2d(in, widths.one, 1));
  block->Add("branch2", Reduced(in, widths.three_reduced, widths.three));
  block->Add("branch3", Reduced(in, widths.five_reduced, widths.five));
  block->Add("branch4", pooled);
  return block;
}

MaxPool2d Halve(int64_t kernel) {
  return MaxPool2d(MaxPool2dOptions(kernel).stride(2).ceil_mode(true));
}

at::Tensor Flatten(const at::Tensor& maps) { return maps.flatten(1); }

Chain AuxiliaryHead(int64_t channels, const GooglenetOptions& options) {
  Chain head;
  head->push_back("pool", AdaptiveAvgPool2d(4));
  head->push_back("conv", SameConv2d(channels, 128, 1));
  head->push_back(Flatten);
  head->push_back("fc1", Linear(128 * 4 * 4, 1024));
  head->push_back([](const at::Tensor& features) { return features.relu(); });
  head->push_back("dropout", torch::nn::Dropout(options.auxiliary_dropout));
  head->push_back("fc2", Linear(1024, options.num_classes));
  return head;
}

// torchvision cuts the normal distribution off at 200 deviations.
LayerInitialisation Published(const std::string& /*name*/, const at::Tensor& weight) {
  return {{/*normal=*/true, 0.01}, InitialisationOf(weight, Initialisation::kTorchDefault).bias};
}

[[maybe_unused]] const bool registered =
    RegisterVariant("googlenet", GooglenetOptions(), MakeGooglenet) &&
    RegisterVariant("cifar_googlenet", CifarGooglenet(), MakeGooglenet);

}  // namespace

GooglenetImpl::GooglenetImpl(const GooglenetOptions& options) {
  AddStem(options);
  push_back("inception3a", Inception(192, {64, 96, 128, 16, 32, 32}));
  push_back("inception3b", Inception(256, {128, 128, 192, 32, 96, 64}));
  push_back("maxpool3", Halve(3));
  push_back("inception4a", Inception(480, {192, 96, 208, 16, 48, 64}));
  AddHead("aux1", 512, options);
  push_back("inception4b", Inception(512, {160, 112, 224, 24, 64, 64}));
  push_back("inception4c", Inception(512, {128, 128, 256, 24, 64, 64}));
  push_back("inception4d", Inception(512, {112, 144, 288, 32, 64, 64}));
  AddHead("aux2", 528, options);
  push_back("inception4e", Inception(528, {256, 160, 320, 32, 128, 128}));
  push_back("maxpool4", Halve(2));
  push_back("inception5a", Inception(832, {256, 160, 320, 32, 128, 128}));
  push_back("inception5b", Inception(832, {384, 192, 384, 48, 128, 128}));
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back(Flatten);
  push_back("dropout", torch::nn::Dropout(options.dropout));
  push_back("fc", Linear(1024, options.num_classes));
}

void GooglenetImpl::AddStem(const GooglenetOptions& options) {
  push_back([this, transform = options.transform_input](const at::Tensor& images) {
    ClearAuxiliary();
    return transform ? ImagenetToInceptionRange(images) : images;
  });
  const int64_t channels = options.input.channels;
  if (options.small_images) {
    push_back("conv1", SameConv2d(channels, 64, 3));
  } else {
    const auto wide = torch::nn::Conv2dOptions(channels, 64, 7).stride(2).padding(3);
    push_back("conv1", BasicConv2d(wide));
    push_back("maxpool1", Halve(3));
  }
  push_back("conv2", SameConv2d(64, 64, 1));
  push_back("conv3", SameConv2d(64, 192, 3));
  push_back("maxpool2", Halve(3));
}

void GooglenetImpl::AddHead(const std::string& name, int64_t channels,
                            const GooglenetOptions& options) {
  if (!options.auxiliary_heads) return;
  Chain head = register_module(name, AuxiliaryHead(channels, options));
  push_back([this, head, weight = options.auxiliary_weight](const at::Tensor& maps) mutable {
    RunAuxiliary(head, maps, weight, is_training());
    return maps;
  });
}

GooglenetOptions CifarGooglenet() {
  GooglenetOptions options;
  options.input = {3, 32, 32};
  options.num_classes = 10;
  options.small_images = true;
  options.auxiliary_heads = false;
  return options;
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeGooglenet(const GooglenetOptions& options) {
  return BuildClassifier<Googlenet>(options.name, options, {}, Published);
}

}  // namespace stride
