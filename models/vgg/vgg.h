// VGG: Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image
// Recognition", arXiv 1409.1556, table 1, as torchvision.models.vgg11 and so on have it, with or
// without batch normalisation; and a form with one dense layer for small images. Parameters are
// named as there: features.0.weight, ..., classifier.6.bias.
//
// images [N, C, H, W] to logits [N, num_classes]. Each pooling halves H and W, and something must
// be left: 32 pixels a side with all five.
#ifndef STRIDE_MODELS_VGG_VGG_H_
#define STRIDE_MODELS_VGG_VGG_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct VggOptions {
  std::string name = "vgg";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  std::vector<int64_t> depths = {1, 1, 2, 2, 2};           // 3x3 convolutions before each pooling
  std::vector<int64_t> widths = {64, 128, 256, 512, 512};  // their channels
  bool batch_norm = false;                                 // after each convolution
  bool bias = true;  // of the convolutions; a batch norm that follows makes it void
  bool last_pooling = true;
  std::optional<int64_t> pooled = 7;  // pixels a side that the head sees; none: as they come
  std::vector<int64_t> hidden = {4096, 4096};  // of the head
  double dropout = 0.5;                        // after each hidden layer
  Initialisation initialisation = Initialisation::kHeFanOutSmallHead;
  uint64_t seed = 0;
};

// `layers` with weights: 11, 13, 16 or 19. CHECKed.
VggOptions VggOfDepth(int layers, bool batch_norm);

// For 32x32 images and 10 classes: the trunk's last map goes straight to the logits, 512 values
// of it with the last pooling, 2,048 without. Convolutions before a batch norm have no bias.
VggOptions CifarVggOfDepth(int layers, bool batch_norm, bool last_pooling = true);

// InvalidArgument for options out of range, and, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeVgg(const VggOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_VGG_VGG_H_
