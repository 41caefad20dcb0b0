#include "stride/models/mobilenet/mobilenet.h"

#include <algorithm>
#include <array>
#include <string>

#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/conv_norm_act.h"
#include "stride/models/layers/divisible.h"
#include "stride/models/layers/dropout.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/layers/residual.h"
#include "stride/models/layers/squeeze_excitation.h"
#include "stride/models/mobilenet/mobilenet_module.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using Blocks = std::vector<MobilenetBlock>;

// Table 2 of the paper: expansion, channels, repetitions, stride.
Blocks BlocksOfV2() {
  Blocks blocks;
  int64_t channels = 32;
  for (const auto& [expansion, out, count, stride] :
       std::vector<std::array<int64_t, 4>>{{1, 16, 1, 1},
                                           {6, 24, 2, 2},
                                           {6, 32, 3, 2},
                                           {6, 64, 4, 2},
                                           {6, 96, 3, 1},
                                           {6, 160, 3, 2},
                                           {6, 320, 1, 1}}) {
    for (int64_t i = 0; i < count; ++i) {
      blocks.push_back(
          {3, expansion * channels, out, false, Activation::kReLU6, i == 0 ? stride : 1});
      channels = out;
    }
  }
  return blocks;
}

constexpr Activation kRelu = Activation::kReLU;
constexpr Activation kSwish = Activation::kHardswish;

Blocks BlocksOfV3Large() {
  return {{3, 16, 16, false, kRelu, 1},   {3, 64, 24, false, kRelu, 2},
          {3, 72, 24, false, kRelu, 1},   {5, 72, 40, true, kRelu, 2},
          {5, 120, 40, true, kRelu, 1},   {5, 120, 40, true, kRelu, 1},
          {3, 240, 80, false, kSwish, 2}, {3, 200, 80, false, kSwish, 1},
          {3, 184, 80, false, kSwish, 1}, {3, 184, 80, false, kSwish, 1},
          {3, 480, 112, true, kSwish, 1}, {3, 672, 112, true, kSwish, 1},
          {5, 672, 160, true, kSwish, 2}, {5, 960, 160, true, kSwish, 1},
          {5, 960, 160, true, kSwish, 1}};
}

Blocks BlocksOfV3Small() {
  return {
      {3, 16, 16, true, kRelu, 2},   {3, 72, 24, false, kRelu, 2},  {3, 88, 24, false, kRelu, 1},
      {5, 96, 40, true, kSwish, 2},  {5, 240, 40, true, kSwish, 1}, {5, 240, 40, true, kSwish, 1},
      {5, 120, 48, true, kSwish, 1}, {5, 144, 48, true, kSwish, 1}, {5, 288, 96, true, kSwish, 2},
      {5, 576, 96, true, kSwish, 1}, {5, 576, 96, true, kSwish, 1}};
}

// Makes the layers of one network.
class Builder {
 public:
  explicit Builder(const MobilenetOptions& options)
      : options_(options), v2_(options.version == MobilenetVersion::kV2) {}

  Chain Features() {
    const Activation outer = v2_ ? Activation::kReLU6 : kSwish;
    const Blocks blocks = options_.blocks.empty() ? BlocksOfV2() : options_.blocks;
    Chain features;
    int64_t channels = options_.input.channels;
    int64_t published = options_.stem_channels;
    const auto push = [&](int64_t out, int64_t kernel, int64_t stride) {
      features->push_back(ConvNorm(channels, out, kernel, stride, 1, outer));
      channels = out;
    };
    push(Width(options_.stem_channels), 3, 2);
    for (const MobilenetBlock& block : blocks) {
      const int64_t expanded = v2_ ? block.expanded / published * channels : Width(block.expanded);
      features->push_back(InvertedResidual(channels, expanded, block));
      channels = Width(block.channels);
      published = block.channels;
    }
    push(v2_ ? LastWidth() : 6 * channels, 1, 1);
    features_ = channels;
    return features;
  }

  // After Features.
  Chain Head() {
    Chain head;
    int64_t width = features_;
    if (!v2_) {
      head->push_back(Linear(width, Width(options_.head_channels)));
      head->push_back([](const at::Tensor& x) { return Activate(kSwish, x); });
      width = Width(options_.head_channels);
    }
    head->push_back(Dropout(options_.dropout));
    head->push_back(Linear(width, options_.num_classes));
    return head;
  }

 private:
  int64_t Width(int64_t channels) const {
    return MakeDivisible(static_cast<double>(channels) * options_.width);
  }

  int64_t LastWidth() const {
    return MakeDivisible(static_cast<double>(options_.head_channels) *
                         std::max(1.0, options_.width));
  }

  Chain ConvNorm(int64_t in, int64_t out, int64_t kernel, int64_t stride, int64_t groups,
                 Activation activation) const {
    ConvNormActOptions options{in, out, kernel, stride, groups, activation};
    if (!v2_) {
      options.norm_epsilon = 0.001;
      options.norm_momentum = 0.01;
    }
    return MakeConvNormAct(options);
  }

  Residual InvertedResidual(int64_t in, int64_t expanded, const MobilenetBlock& block) const {
    const int64_t out = Width(block.channels);
    Chain branch;
    if (expanded != in) branch->push_back(ConvNorm(in, expanded, 1, 1, 1, block.activation));
    branch->push_back(
        ConvNorm(expanded, expanded, block.kernel, block.stride, expanded, block.activation));
    if (block.squeeze) {
      const int64_t quarter = expanded / 4;
      branch->push_back(
          SqueezeExcitation(expanded, MakeDivisible(quarter), kRelu, Activation::kHardsigmoid));
    }
    if (v2_) {
      branch->push_back(Conv2d(torch::nn::Conv2dOptions(expanded, out, 1).bias(false)));
      branch->push_back(BatchNorm2d(out));
    } else {
      branch->push_back(ConvNorm(expanded, out, 1, 1, 1, Activation::kIdentity));
    }
    return Residual(v2_ ? "conv" : "block", branch, block.stride == 1 && in == out);
  }

  const MobilenetOptions options_;
  const bool v2_;
  int64_t features_ = 0;
};

void RegisterVariant(const std::string& name, const MobilenetOptions& options) {
  RegisterModel(name, [options](const ModelOptions& common) {
    return MakeMobilenet(WithCommon(options, common));
  });
}

bool RegisterVariants() {
  MobilenetOptions options;
  RegisterVariant("mobilenet_v2", options);
  options.version = MobilenetVersion::kV3;
  options.stem_channels = 16;
  options.blocks = BlocksOfV3Large();
  RegisterVariant("mobilenet_v3_large", options);
  options.blocks = BlocksOfV3Small();
  options.head_channels = 1024;
  RegisterVariant("mobilenet_v3_small", options);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

MobilenetImpl::MobilenetImpl(const MobilenetOptions& options) {
  Builder builder(options);
  push_back("features", builder.Features());
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back([](const at::Tensor& x) { return x.flatten(1); });
  push_back("classifier", builder.Head());
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeMobilenet(const MobilenetOptions& options) {
  return BuildClassifier<Mobilenet>("mobilenet", options);
}

}  // namespace stride
