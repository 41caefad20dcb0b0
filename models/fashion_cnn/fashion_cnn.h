// A small convolutional network for 28x28 grey images: stages of 3x3 convolutions, each followed by
// batch normalisation and ReLU; a stage ends in 2x2 max pooling. Then dense layers.
//
// The pooling stands before the normalisation of its stage's last convolution: the same function
// family at a quarter of the memory traffic.
//
// images [N, C, H, W] to logits [N, num_classes].
#ifndef STRIDE_MODELS_FASHION_CNN_FASHION_CNN_H_
#define STRIDE_MODELS_FASHION_CNN_FASHION_CNN_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct FashionCnnOptions {
  ImageShape input = {1, 28, 28};
  int64_t num_classes = 10;
  std::vector<std::vector<int64_t>> stages = {{32}, {64}, {128}};  // channels of each convolution
  std::vector<int64_t> hidden = {128};  // widths of the dense layers before the logits
  double dropout = 0.3;                 // after each hidden dense layer
  Initialisation initialisation = Initialisation::kTorchDefault;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range, and, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeFashionCnn(const FashionCnnOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_FASHION_CNN_FASHION_CNN_H_
