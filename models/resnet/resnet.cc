#include "stride/models/resnet/resnet.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/batch_norm2d.h"
#include "stride/models/layers/conv2d.h"
#include "stride/models/layers/linear.h"
#include "stride/models/layers/pooling.h"
#include "stride/models/registry/registry.h"
#include "stride/models/resnet/resnet_blocks.h"
#include "stride/models/resnet/resnet_module.h"

namespace stride {
namespace {

void CheckOptions(const ResnetOptions& options) {
  const bool preactivation = options.block == ResnetBlock::kPreactivation;
  TORCH_CHECK(!options.stages.empty(), "a residual network needs a stage");
  TORCH_CHECK(options.groups == 1 || options.block == ResnetBlock::kBottleneck,
              "groups are for bottlenecks, found ", options.groups);
  TORCH_CHECK(options.dropout == 0 || preactivation, "dropout is for preactivation blocks, found ",
              options.dropout);
  TORCH_CHECK(!preactivation ||
                  (options.shortcut == ResnetShortcut::kProjection && !options.zero_init_residual),
              "preactivation blocks have projections, and branches that do not begin at 0");
}

void PushStem(const ResnetOptions& options, ChainImpl& net) {
  const bool large = options.stem == ResnetStem::kLarge;
  net.push_back("conv1", Conv2d(torch::nn::Conv2dOptions(options.input.channels, options.stem_width,
                                                         large ? 7 : 3)
                                    .stride(large ? 2 : 1)
                                    .padding(large ? 3 : 1)
                                    .bias(false)));
  if (options.block != ResnetBlock::kPreactivation) {
    net.push_back("bn1", BatchNorm2d(options.stem_width));
    net.push_back(ResnetRelu);
  }
  if (!large) return;
  net.push_back("maxpool", MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2).padding(1)));
}

// Returns the channels that leave the last stage.
int64_t PushStages(const ResnetOptions& options, ChainImpl& net) {
  ResnetPlace place{options.stem_width, options.width, 1};
  for (size_t i = 0; i < options.stages.size(); ++i) {
    Chain stage;
    for (int64_t block = 0; block < options.stages[i]; ++block) {
      PushResnetBlock(options, place, stage);
      place = {ResnetOutputChannels(options, place.width), place.width, 1};
    }
    net.push_back(absl::StrCat("layer", i + 1), stage);
    place.width *= 2;
    place.stride = 2;
  }
  return place.in_channels;
}

void RegisterVariant(const std::string& name, const ResnetOptions& options) {
  RegisterModel(
      name,
      [options](const ModelOptions& common) { return MakeResnet(WithCommon(options, common)); },
      options.input);
}

void RegisterForImagenet(const std::string& name, const std::vector<int64_t>& stages,
                         ResnetBlock block, int64_t groups = 1, double width_factor = 1) {
  ResnetOptions options;
  options.stages = stages;
  options.block = block;
  options.groups = groups;
  options.width_factor = width_factor;
  RegisterVariant(name, options);
  if (groups > 1 || width_factor > 1 || stages[2] > 6) return;
  options.input = {3, 32, 32};
  options.stem = ResnetStem::kSmall;
  RegisterVariant(absl::StrCat("cifar_", name), options);
}

// Section 4.2: 6n + 2 layers.
void RegisterForCifar(int64_t layers) {
  ResnetOptions options;
  options.input = {3, 32, 32};
  options.stages = std::vector<int64_t>(3, (layers - 2) / 6);
  options.stem = ResnetStem::kSmall;
  options.stem_width = options.width = 16;
  options.shortcut = ResnetShortcut::kPadding;
  RegisterVariant(absl::StrCat("cifar_resnet", layers), options);
  options.shortcut = ResnetShortcut::kNone;
  RegisterVariant(absl::StrCat("cifar_plain", layers), options);
}

// 6n + 4 layers, `factor` times as wide.
void RegisterWide(int64_t layers, int64_t factor) {
  ResnetOptions options;
  options.input = {3, 32, 32};
  options.stages = std::vector<int64_t>(3, (layers - 4) / 6);
  options.stem = ResnetStem::kSmall;
  options.stem_width = 16;
  options.width = 16 * factor;
  options.block = ResnetBlock::kPreactivation;
  RegisterVariant(absl::StrCat("cifar_wide_resnet", layers, "_", factor), options);
}

bool RegisterVariants() {
  constexpr ResnetBlock kBasic = ResnetBlock::kBasic;
  constexpr ResnetBlock kBottleneck = ResnetBlock::kBottleneck;
  RegisterForImagenet("resnet18", {2, 2, 2, 2}, kBasic);
  RegisterForImagenet("resnet34", {3, 4, 6, 3}, kBasic);
  RegisterForImagenet("resnet50", {3, 4, 6, 3}, kBottleneck);
  RegisterForImagenet("resnet101", {3, 4, 23, 3}, kBottleneck);
  RegisterForImagenet("resnet152", {3, 8, 36, 3}, kBottleneck);
  RegisterForImagenet("resnext50_32x4d", {3, 4, 6, 3}, kBottleneck, 32, 2);
  RegisterForImagenet("resnext101_32x8d", {3, 4, 23, 3}, kBottleneck, 32, 4);
  RegisterForImagenet("resnext101_64x4d", {3, 4, 23, 3}, kBottleneck, 64, 4);
  RegisterForImagenet("wide_resnet50_2", {3, 4, 6, 3}, kBottleneck, 1, 2);
  RegisterForImagenet("wide_resnet101_2", {3, 4, 23, 3}, kBottleneck, 1, 2);
  for (const int64_t layers : {20, 32, 44, 56, 110}) RegisterForCifar(layers);
  RegisterWide(16, 4);
  RegisterWide(40, 4);
  RegisterWide(28, 10);
  return true;
}

[[maybe_unused]] const bool registered = RegisterVariants();

}  // namespace

ResnetImpl::ResnetImpl(const ResnetOptions& options) {
  CheckOptions(options);
  PushStem(options, *this);
  const int64_t channels = PushStages(options, *this);
  if (options.block == ResnetBlock::kPreactivation) {
    push_back("bn1", BatchNorm2d(channels));
    push_back(ResnetRelu);
  }
  push_back("avgpool", AdaptiveAvgPool2d(1));
  push_back([](const at::Tensor& x) { return x.flatten(1); });
  push_back("fc", Linear(channels, options.num_classes));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeResnet(const ResnetOptions& options) {
  std::vector<SpecialInitialisation> special;
  if (options.zero_init_residual) {
    special.push_back(
        {options.block == ResnetBlock::kBottleneck ? "bn3.weight" : "bn2.weight", {}});
  }
  return BuildClassifier<Resnet>("resnet", options, special);
}

}  // namespace stride
