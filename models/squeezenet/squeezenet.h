// SqueezeNet: Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters", arXiv
// 1602.07360, table 1, as torchvision.models.squeezenet1_0 has it, and the authors' later release
// 1.1 with fewer operations. Parameters are named as there: features.3.squeeze.weight, ...,
// classifier.1.bias.
//
// images [N, C, H, W], at least 21 (1.0) or 17 (1.1) pixels a side, to logits [N, num_classes].
#ifndef STRIDE_MODELS_SQUEEZENET_SQUEEZENET_H_
#define STRIDE_MODELS_SQUEEZENET_SQUEEZENET_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

enum class SqueezenetVersion { k1_0, k1_1 };

struct SqueezenetOptions {
  std::string name = "squeezenet";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  SqueezenetVersion version = SqueezenetVersion::k1_0;
  double dropout = 0.5;  // before the last convolution
  // Published: U(sqrt(6/fan_in)), the last convolution N(0.01), biases 0.
  Initialisation initialisation = Initialisation::kPublished;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range, and, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeSqueezenet(const SqueezenetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_SQUEEZENET_SQUEEZENET_H_
