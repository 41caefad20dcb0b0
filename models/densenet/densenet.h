// DenseNet-BC: Huang et al., "Densely Connected Convolutional Networks", arXiv 1608.06993, table 1,
// as torchvision.models.densenet121 and so on have it. Parameters are named as there:
// features.conv0.weight, features.denseblock1.denselayer1.norm1.weight, ..., classifier.bias.
//
// images [N, C, H, W], at least 29 pixels a side, to logits [N, num_classes].
#ifndef STRIDE_MODELS_DENSENET_DENSENET_H_
#define STRIDE_MODELS_DENSENET_DENSENET_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct DensenetOptions {
  std::string name = "densenet";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  std::vector<int64_t> depths = {6, 12, 24, 16};  // layers of each block; between them H, W halve
  int64_t stem = 64;                              // channels of the first convolution
  int64_t growth = 32;                            // channels that a layer adds
  int64_t bottleneck = 4;                         // growths that its 1x1 convolution yields
  double dropout = 0;                             // after each layer
  // Published: convolutions as kHeFanIn, the dense layer as kTorchDefault but for biases of 0.
  Initialisation initialisation = Initialisation::kPublished;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range, and, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeDensenet(const DensenetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_DENSENET_DENSENET_H_
