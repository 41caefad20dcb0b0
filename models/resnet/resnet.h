// Residual networks: He et al., "Deep Residual Learning for Image Recognition", arXiv 1512.03385,
// and what was made of them. Parameters are named as in torchvision.models.resnet: conv1.weight,
// layer1.0.bn1.weight, layer2.0.downsample.0.weight, ..., fc.bias.
//
// For ImageNet, as torchvision has them: resnet18, 34, 50, 101, 152 (table 1; the stride of a
// bottleneck is in its 3x3 convolution), resnext50_32x4d, resnext101_32x8d, resnext101_64x4d (Xie
// et al., arXiv 1611.05431, table 1), wide_resnet50_2, wide_resnet101_2 (arXiv 1605.07146,
// section 3.3).
//
// For 32x32 images, without the stem's pooling and large stride: cifar_resnet20, 32, 44, 56 and 110
// (section 4.2: 6n + 2 layers of 16, 32 and 64 channels, option A), cifar_plain20 to 110 (the same
// without shortcuts), cifar_resnet18, 34 and 50 (the ImageNet networks with a 3x3 stem), and
// cifar_wide_resnet16_4, 28_10 and 40_4 (Zagoruyko and Komodakis, arXiv 1605.07146, table 1).
//
// images [N, C, H, W], any size, to logits [N, num_classes].
#ifndef STRIDE_MODELS_RESNET_RESNET_H_
#define STRIDE_MODELS_RESNET_RESNET_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

enum class ResnetStem {
  kLarge,  // 7x7 convolution and 3x3 max pooling, each of stride 2
  kSmall,  // 3x3 convolution
};

enum class ResnetBlock {
  kBasic,          // two 3x3 convolutions, each followed by its norm (figure 5, left)
  kBottleneck,     // 1x1, 3x3 and 1x1, four times as wide outside as within (figure 5, right)
  kPreactivation,  // basic, norm and ReLU before each convolution (arXiv 1603.05027, figure 4e)
};

// How the input of a block comes to its output.
enum class ResnetShortcut {
  kProjection,  // by a 1x1 convolution where sizes differ (option B)
  kPadding,     // there by skipping pixels and adding channels of zeros: no parameters (option A)
  kNone,        // not at all: a plain network
};

struct ResnetOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  std::vector<int64_t> stages = {2, 2, 2, 2};  // blocks of each; each but the first halves the size
  ResnetBlock block = ResnetBlock::kBasic;
  ResnetShortcut shortcut = ResnetShortcut::kProjection;
  ResnetStem stem = ResnetStem::kLarge;
  int64_t stem_width = 64;    // channels
  int64_t width = 64;         // of the first stage; doubles from stage to stage
  int64_t groups = 1;         // of a bottleneck's 3x3 convolution
  double width_factor = 1.0;  // a bottleneck's 3x3 convolution has width * width_factor channels
  double dropout = 0;         // between the convolutions of a preactivation block
  // Each branch begins at 0, so that each block begins as the identity (arXiv 1706.02677, section
  // 5.1). Not for preactivation blocks.
  bool zero_init_residual = false;
  Initialisation initialisation = Initialisation::kHeFanOut;
  uint64_t seed = 0;
};

// InvalidArgument for options that do not go together.
absl::StatusOr<std::unique_ptr<Classifier>> MakeResnet(const ResnetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_RESNET_RESNET_H_
