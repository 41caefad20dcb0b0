// AlexNet in its one-column form: Krizhevsky, "One weird trick for parallelizing convolutional
// neural networks", arXiv 1404.5997, section 5, as torchvision.models.alexnet has it. Parameters
// are named as there: features.0.weight, ..., classifier.6.bias.
//
// images [N, C, H, W], at least 63 pixels a side, to logits [N, num_classes].
#ifndef STRIDE_MODELS_ALEXNET_ALEXNET_H_
#define STRIDE_MODELS_ALEXNET_ALEXNET_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct AlexnetOptions {
  std::string name = "alexnet";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  double dropout = 0.5;  // before each of the two hidden dense layers
  Initialisation initialisation = Initialisation::kTorchDefault;
  uint64_t seed = 0;
};

// InvalidArgument, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeAlexnet(const AlexnetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_ALEXNET_ALEXNET_H_
