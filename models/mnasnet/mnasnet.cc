#include "stride/models/mnasnet/mnasnet.h"

#include <torch/nn/modules/dropout.h>

#include <array>
#include <cmath>

#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/conv_norm_act.h"
#include "stride/models/layers/divisible.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/residual.h"
#include "stride/models/mnasnet/mnasnet_module.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

constexpr int64_t kFeatures = 1280;

// Blocks of one size, of which the first may halve the image.
struct Stage {
  int64_t channels;  // at width 1
  int64_t kernel;
  int64_t stride;
  int64_t expansion;
  int64_t repeats;
};

constexpr int64_t kStem = 32;
constexpr int64_t kSeparable = 16;
constexpr std::array<Stage, 6> kStages = {{{24, 3, 2, 3, 3},
                                           {40, 5, 2, 3, 3},
                                           {80, 5, 2, 6, 3},
                                           {96, 3, 1, 6, 2},
                                           {192, 5, 2, 6, 4},
                                           {320, 3, 1, 6, 1}}};

ConvNormActOptions Convolution(int64_t in, int64_t out, int64_t kernel, int64_t stride = 1) {
  ConvNormActOptions options;
  options.in_channels = in;
  options.out_channels = out;
  options.kernel = kernel;
  options.stride = stride;
  options.norm_momentum = 1 - 0.9997;
  return options;
}

ConvNormActOptions Depthwise(int64_t channels, int64_t kernel, int64_t stride) {
  ConvNormActOptions options = Convolution(channels, channels, kernel, stride);
  options.groups = channels;
  return options;
}

ConvNormActOptions Project(int64_t in, int64_t out) {
  ConvNormActOptions options = Convolution(in, out, 1);
  options.activation = Activation::kIdentity;
  return options;
}

Residual InvertedResidual(int64_t in, int64_t out, const Stage& stage, int64_t stride) {
  const int64_t expanded = in * stage.expansion;
  Chain layers;
  AppendConvNormAct(layers, Convolution(in, expanded, 1));
  AppendConvNormAct(layers, Depthwise(expanded, stage.kernel, stride));
  AppendConvNormAct(layers, Project(expanded, out));
  return Residual("layers", layers, /*shortcut=*/in == out && stride == 1);
}

Chain Blocks(int64_t in, int64_t out, const Stage& stage) {
  Chain blocks;
  blocks->push_back(InvertedResidual(in, out, stage, stage.stride));
  for (int64_t i = 1; i < stage.repeats; ++i) {
    blocks->push_back(InvertedResidual(out, out, stage, 1));
  }
  return blocks;
}

Chain MakeLayers(const MnasnetOptions& options) {
  TORCH_CHECK(options.width > 0, "width must be above 0, found ", options.width);
  const auto scaled = [&](int64_t channels) { return MakeDivisible(channels * options.width); };
  Chain layers;
  AppendConvNormAct(layers, Convolution(options.input.channels, scaled(kStem), 3, 2));
  AppendConvNormAct(layers, Depthwise(scaled(kStem), 3, 1));
  AppendConvNormAct(layers, Project(scaled(kStem), scaled(kSeparable)));
  int64_t channels = scaled(kSeparable);
  for (const Stage& stage : kStages) {
    layers->push_back(Blocks(channels, scaled(stage.channels), stage));
    channels = scaled(stage.channels);
  }
  AppendConvNormAct(layers, Convolution(channels, kFeatures, 1));
  return layers;
}

Chain MakeHead(const MnasnetOptions& options) {
  Chain head;
  head->push_back(torch::nn::Dropout(options.dropout));
  head->push_back(Linear(kFeatures, options.num_classes));
  return head;
}

LayerInitialisation Published(const std::string& /*name*/, const at::Tensor& weight) {
  if (weight.dim() > 2) return InitialisationOf(weight, Initialisation::kHeFanOut);
  return {{/*normal=*/false, std::sqrt(3.0 / weight.size(0))}, {}};
}

MnasnetOptions OfWidth(double width) {
  MnasnetOptions options;
  options.width = width;
  return options;
}

[[maybe_unused]] const bool registered =
    RegisterVariant("mnasnet0_5", OfWidth(0.5), MakeMnasnet) &&
    RegisterVariant("mnasnet0_75", OfWidth(0.75), MakeMnasnet) &&
    RegisterVariant("mnasnet1_0", OfWidth(1), MakeMnasnet) &&
    RegisterVariant("mnasnet1_3", OfWidth(1.3), MakeMnasnet);

}  // namespace

MnasnetImpl::MnasnetImpl(const MnasnetOptions& options)
    : layers_(register_module("layers", MakeLayers(options))),
      classifier_(register_module("classifier", MakeHead(options))) {}

at::Tensor MnasnetImpl::forward(const at::Tensor& images) {
  return classifier_->forward(layers_->forward(images).mean({2, 3}));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeMnasnet(const MnasnetOptions& options) {
  return BuildClassifier<Mnasnet>(options.name, options, {}, Published);
}

}  // namespace stride
