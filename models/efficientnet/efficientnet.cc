#include "stride/models/efficientnet/efficientnet.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/efficientnet/efficientnet_module.h"
#include "stride/models/layers/conv_norm_act.h"
#include "stride/models/layers/divisible.h"
#include "stride/models/layers/dropout.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/layers/residual.h"
#include "stride/models/layers/squeeze_excitation.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using Stages = std::vector<EfficientnetStage>;
constexpr bool kFused = true;
constexpr bool kWhole = false;

Stages StagesOfB() {
  return {{kWhole, 1, 3, 1, 32, 16, 1},  {kWhole, 6, 3, 2, 16, 24, 2},
          {kWhole, 6, 5, 2, 24, 40, 2},  {kWhole, 6, 3, 2, 40, 80, 3},
          {kWhole, 6, 5, 1, 80, 112, 3}, {kWhole, 6, 5, 2, 112, 192, 4},
          {kWhole, 6, 3, 1, 192, 320, 1}};
}

Stages StagesOfV2Small() {
  return {{kFused, 1, 3, 1, 24, 24, 2},   {kFused, 4, 3, 2, 24, 48, 4},
          {kFused, 4, 3, 2, 48, 64, 4},   {kWhole, 4, 3, 2, 64, 128, 6},
          {kWhole, 6, 3, 1, 128, 160, 9}, {kWhole, 6, 3, 2, 160, 256, 15}};
}

Stages StagesOfV2Medium() {
  return {{kFused, 1, 3, 1, 24, 24, 3},    {kFused, 4, 3, 2, 24, 48, 5},
          {kFused, 4, 3, 2, 48, 80, 5},    {kWhole, 4, 3, 2, 80, 160, 7},
          {kWhole, 6, 3, 1, 160, 176, 14}, {kWhole, 6, 3, 2, 176, 304, 18},
          {kWhole, 6, 3, 1, 304, 512, 5}};
}

Stages StagesOfV2Large() {
  return {{kFused, 1, 3, 1, 32, 32, 4},    {kFused, 4, 3, 2, 32, 64, 7},
          {kFused, 4, 3, 2, 64, 96, 7},    {kWhole, 4, 3, 2, 96, 192, 10},
          {kWhole, 6, 3, 1, 192, 224, 19}, {kWhole, 6, 3, 2, 224, 384, 25},
          {kWhole, 6, 3, 1, 384, 640, 7}};
}

// The stages with channels and blocks as `options` scale them.
Stages Scaled(const EfficientnetOptions& options) {
  Stages stages = options.stages.empty() ? StagesOfB() : options.stages;
  for (EfficientnetStage& stage : stages) {
    stage.in_channels = MakeDivisible(static_cast<double>(stage.in_channels) * options.width);
    stage.out_channels = MakeDivisible(static_cast<double>(stage.out_channels) * options.width);
    stage.blocks =
        static_cast<int64_t>(std::ceil(static_cast<double>(stage.blocks) * options.depth));
  }
  return stages;
}

// Makes the trunk of one network.
class Builder {
 public:
  explicit Builder(const EfficientnetOptions& options)
      : options_(options), stages_(Scaled(options)) {
    for (const EfficientnetStage& stage : stages_) total_blocks_ += stage.blocks;
  }

  Chain Features() {
    Chain features;
    features->push_back(ConvNorm(options_.input.channels, stages_[0].in_channels, 3, 2));
    for (const EfficientnetStage& stage : stages_) features->push_back(Stage(stage));
    features->push_back(ConvNorm(stages_.back().out_channels, HeadChannels(), 1));
    return features;
  }

  int64_t HeadChannels() const {
    return options_.head_channels > 0 ? options_.head_channels : 4 * stages_.back().out_channels;
  }

 private:
  Chain ConvNorm(int64_t in, int64_t out, int64_t kernel, int64_t stride = 1, int64_t groups = 1,
                 Activation activation = Activation::kSiLU) const {
    return MakeConvNormAct({in, out, kernel, stride, groups, activation, options_.norm_epsilon,
                            options_.norm_momentum});
  }

  Chain Stage(EfficientnetStage place) {
    Chain stage;
    for (int64_t i = 0; i < place.blocks; ++i) {
      const double drop = options_.stochastic_depth * static_cast<double>(blocks_made_++) /
                          static_cast<double>(total_blocks_);
      const bool shortcut = place.stride == 1 && place.in_channels == place.out_channels;
      stage->push_back(
          Residual("block", place.fused ? FusedBranch(place) : Branch(place), shortcut, drop));
      place.in_channels = place.out_channels;
      place.stride = 1;
    }
    return stage;
  }

  Chain Branch(const EfficientnetStage& place) const {
    const int64_t in = place.in_channels;
    const int64_t expanded = MakeDivisible(static_cast<double>(in * place.expansion));
    Chain branch;
    if (expanded != in) branch->push_back(ConvNorm(in, expanded, 1));
    branch->push_back(ConvNorm(expanded, expanded, place.kernel, place.stride, expanded));
    branch->push_back(SqueezeExcitation(expanded, std::max<int64_t>(1, in / 4), Activation::kSiLU));
    branch->push_back(ConvNorm(expanded, place.out_channels, 1, 1, 1, Activation::kIdentity));
    return branch;
  }

  Chain FusedBranch(const EfficientnetStage& place) const {
    const int64_t in = place.in_channels;
    const int64_t expanded = MakeDivisible(static_cast<double>(in * place.expansion));
    const bool expands = expanded != in;
    Chain branch;
    branch->push_back(
        ConvNorm(in, expands ? expanded : place.out_channels, place.kernel, place.stride));
    if (expands) {
      branch->push_back(ConvNorm(expanded, place.out_channels, 1, 1, 1, Activation::kIdentity));
    }
    return branch;
  }

  const EfficientnetOptions options_;
  const Stages stages_;
  int64_t total_blocks_ = 0;
  int64_t blocks_made_ = 0;
};

void RegisterVariant(const std::string& name, const EfficientnetOptions& options, int64_t side) {
  RegisterModel(name,
                [options](const ModelOptions& common) {
                  return MakeEfficientnet(WithCommon(options, common));
                },
                {3, side, side});
}

void RegisterB(int number, double width, double depth, double dropout, int64_t side) {
  EfficientnetOptions options;
  options.width = width;
  options.depth = depth;
  options.dropout = dropout;
  if (number >= 5) {
    options.norm_epsilon = 0.001;
    options.norm_momentum = 0.01;
  }
  RegisterVariant(absl::StrCat("efficientnet_b", number), options, side);
}

void RegisterV2(const char* size, Stages stages, double dropout, int64_t side) {
  EfficientnetOptions options;
  options.stages = std::move(stages);
  options.head_channels = 1280;
  options.dropout = dropout;
  options.norm_epsilon = 0.001;
  RegisterVariant(absl::StrCat("efficientnet_v2_", size), options, side);
}

bool RegisterVariants() {
  RegisterB(0, 1.0, 1.0, 0.2, 224);
  RegisterB(1, 1.0, 1.1, 0.2, 240);
  RegisterB(2, 1.1, 1.2, 0.3, 288);
  RegisterB(3, 1.2, 1.4, 0.3, 300);
  RegisterB(4, 1.4, 1.8, 0.4, 380);
  RegisterB(5, 1.6, 2.2, 0.4, 456);
  RegisterB(6, 1.8, 2.6, 0.5, 528);
  RegisterB(7, 2.0, 3.1, 0.5, 600);
  RegisterV2("s", StagesOfV2Small(), 0.2, 384);
  RegisterV2("m", StagesOfV2Medium(), 0.3, 480);
  RegisterV2("l", StagesOfV2Large(), 0.4, 480);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

EfficientnetImpl::EfficientnetImpl(const EfficientnetOptions& options) {
  Builder builder(options);
  push_back("features", builder.Features());
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back([](const at::Tensor& x) { return x.flatten(1); });
  Chain head;
  head->push_back(Dropout(options.dropout));
  head->push_back(Linear(builder.HeadChannels(), options.num_classes));
  push_back("classifier", head);
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeEfficientnet(const EfficientnetOptions& options) {
  return BuildClassifier<Efficientnet>("efficientnet", options);
}

}  // namespace stride
