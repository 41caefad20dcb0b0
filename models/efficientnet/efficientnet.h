// Inverted residuals with squeeze-and-excitation, scaled in depth, width and image size together.
//
//   efficientnet_b0 ... b7         Tan and Le, arXiv 1905.11946, tables 1 and 2, section 3.3
//   efficientnet_v2_s, v2_m, v2_l  Tan and Le, arXiv 2104.00298, table 4
//
// Parameters are named as in torchvision.models: features.1.0.block.0.0.weight, ...,
// classifier.1.weight.
//
// images [N, C, H, W], any size, to logits [N, num_classes]. What a variant was published for is
// what PublishedInput says.
#ifndef STRIDE_MODELS_EFFICIENTNET_EFFICIENTNET_H_
#define STRIDE_MODELS_EFFICIENTNET_EFFICIENTNET_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct EfficientnetStage {
  bool fused = false;  // a kernel x kernel convolution in place of 1x1 and depthwise; no squeeze
  int64_t expansion = 1;
  int64_t kernel = 3;
  int64_t stride = 1;  // of the first block
  int64_t in_channels = 0;
  int64_t out_channels = 0;
  int64_t blocks = 1;
};

struct EfficientnetOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  std::vector<EfficientnetStage> stages;  // empty: those of efficientnet_b0
  double width = 1.0;                     // multiplies the stages' channels
  double depth = 1.0;                     // multiplies the stages' blocks
  int64_t head_channels = 0;              // of the last convolution; 0: four times its input's
  double dropout = 0.2;                   // before the dense layer
  // Of the last block to leave out its branch while training; from 0 upwards in the others.
  double stochastic_depth = 0.2;
  double norm_epsilon = 1e-5;
  double norm_momentum = 0.1;
  Initialisation initialisation = Initialisation::kHeFanOutUniformHead;
  uint64_t seed = 0;
};

absl::StatusOr<std::unique_ptr<Classifier>> MakeEfficientnet(const EfficientnetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_EFFICIENTNET_EFFICIENTNET_H_
