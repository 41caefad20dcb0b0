// Networks of inverted residuals: 1x1 convolution to many channels, depthwise convolution, 1x1
// convolution back to few, and a shortcut between the few.
//
//   mobilenet_v2                             Sandler et al., arXiv 1801.04381, table 2
//   mobilenet_v3_large, mobilenet_v3_small   Howard et al., arXiv 1905.02244, tables 1 and 2
//
// Parameters are named as in torchvision.models: features.1.conv.0.0.weight (v2),
// features.1.block.0.0.weight (v3), ..., classifier.1.weight.
//
// images [N, C, H, W], any size, to logits [N, num_classes].
#ifndef STRIDE_MODELS_MOBILENET_MOBILENET_H_
#define STRIDE_MODELS_MOBILENET_MOBILENET_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"
#include "stride/models/layers/activation.h"

namespace stride {

// Channels are those of a network of width 1.
struct MobilenetBlock {
  int64_t kernel = 3;  // of the depthwise convolution
  int64_t expanded = 0;
  int64_t channels = 0;  // that come out
  bool squeeze = false;  // squeeze-and-excitation after the depthwise convolution
  Activation activation = Activation::kReLU6;
  int64_t stride = 1;
};

enum class MobilenetVersion { kV2, kV3 };

struct MobilenetOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  MobilenetVersion version = MobilenetVersion::kV2;
  int64_t stem_channels = 32;
  std::vector<MobilenetBlock> blocks;  // empty: those of mobilenet_v2
  int64_t head_channels = 1280;        // v2: of the last convolution; v3: of the hidden dense layer
  double width = 1.0;                  // multiplies channels, which stay multiples of 8
  double dropout = 0.2;                // before the last dense layer
  Initialisation initialisation = Initialisation::kHeFanOutSmallHead;
  uint64_t seed = 0;
};

absl::StatusOr<std::unique_ptr<Classifier>> MakeMobilenet(const MobilenetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_MOBILENET_MOBILENET_H_
