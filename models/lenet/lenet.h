// LeNet-5 in its modern form: convolutions with activation and 2x2 pooling, then dense layers.
//
// LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition",
// Proceedings of the IEEE 86(11), 1998, section II.B. As it is taught today: every map of a layer
// sees every map before it, poolings have no weights, and the output is a dense layer of logits.
// The defaults are the paper's widths on 28x28 images padded to its 32x32.
//
// images [N, C, H, W] to logits [N, num_classes].
#ifndef STRIDE_MODELS_LENET_LENET_H_
#define STRIDE_MODELS_LENET_LENET_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"
#include "stride/models/layers/activation.h"

namespace stride {

enum class LenetPooling { kAverage, kMax };

struct LenetOptions {
  ImageShape input = {1, 28, 28};
  int64_t num_classes = 10;
  std::vector<int64_t> channels = {6, 16};  // of each convolution
  std::vector<int64_t> hidden = {120, 84};  // widths of the dense layers before the logits
  int64_t kernel = 5;
  int64_t first_padding = 2;  // of the first convolution, in pixels
  Activation activation = Activation::kTanh;
  LenetPooling pooling = LenetPooling::kAverage;
  double dropout = 0;  // after each hidden dense layer
  Initialisation initialisation = Initialisation::kTorchDefault;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range, and, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeLenet(const LenetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_LENET_LENET_H_
