// MNASNet: Tan et al., "MnasNet: Platform-Aware Neural Architecture Search for Mobile", arXiv
// 1807.11626, figure 7, in the form without squeeze and excitation (B1) as torchvision.models
// .mnasnet1_0 and so on have it. Parameters are named as there: layers.0.weight, ...,
// classifier.1.bias.
//
// images [N, C, H, W] to logits [N, num_classes].
#ifndef STRIDE_MODELS_MNASNET_MNASNET_H_
#define STRIDE_MODELS_MNASNET_MNASNET_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct MnasnetOptions {
  std::string name = "mnasnet";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  double width = 1;      // multiplies the channels, rounded to multiples of 8; above 0
  double dropout = 0.2;  // before the logits
  // Published: convolutions as kHeFanOut, the dense layer U(sqrt(3/num_classes)), biases 0.
  Initialisation initialisation = Initialisation::kPublished;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range.
absl::StatusOr<std::unique_ptr<Classifier>> MakeMnasnet(const MnasnetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_MNASNET_MNASNET_H_
