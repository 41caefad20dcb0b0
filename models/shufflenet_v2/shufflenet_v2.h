// ShuffleNet v2: Ma et al., "ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture
// Design", arXiv 1807.11164, table 5, as torchvision.models.shufflenet_v2_x1_0 and so on have it.
// Parameters are named as there: conv1.0.weight, stage2.0.branch1.0.weight, ..., fc.bias.
//
// images [N, C, H, W] to logits [N, num_classes].
#ifndef STRIDE_MODELS_SHUFFLENET_V2_SHUFFLENET_V2_H_
#define STRIDE_MODELS_SHUFFLENET_V2_SHUFFLENET_V2_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct ShufflenetV2Options {
  std::string name = "shufflenet_v2";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  int64_t stem = 24;                                // channels of the first convolution
  std::array<int64_t, 3> widths = {116, 232, 464};  // of the stages; even
  std::array<int64_t, 3> depths = {4, 8, 4};        // units of each stage, whose first halves H, W
  int64_t features = 1024;                          // that the logits are made of
  Initialisation initialisation = Initialisation::kTorchDefault;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range.
absl::StatusOr<std::unique_ptr<Classifier>> MakeShufflenetV2(const ShufflenetV2Options& options);

}  // namespace stride

#endif  // STRIDE_MODELS_SHUFFLENET_V2_SHUFFLENET_V2_H_
