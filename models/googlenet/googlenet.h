// GoogLeNet: Szegedy et al., "Going deeper with convolutions", arXiv 1409.4842, table 1, as
// torchvision.models.googlenet has it: batch normalisation after each convolution, and 3x3 where
// the paper has 5x5. Parameters are named as there: conv1.conv.weight, ..., fc.bias.
//
// images [N, C, H, W] to logits [N, num_classes]. In training two auxiliary heads answer too
// (section 5; Classifier::TakeAuxiliaryLogits).
#ifndef STRIDE_MODELS_GOOGLENET_GOOGLENET_H_
#define STRIDE_MODELS_GOOGLENET_GOOGLENET_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct GooglenetOptions {
  std::string name = "googlenet";  // for messages and files
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  bool auxiliary_heads = true;
  double auxiliary_weight = 0.3;  // of each head's loss
  bool transform_input = false;   // inception_range.h: what torchvision's weights need
  // The first convolution 3x3 without stride, and no first pooling.
  bool small_images = false;
  double dropout = 0.2;            // before the logits
  double auxiliary_dropout = 0.7;  // before those of the auxiliary heads
  // Published: weights N(0.01).
  Initialisation initialisation = Initialisation::kPublished;
  uint64_t seed = 0;
};

// For 32x32 images and 10 classes, without auxiliary heads.
GooglenetOptions CifarGooglenet();

// InvalidArgument for options out of range.
absl::StatusOr<std::unique_ptr<Classifier>> MakeGooglenet(const GooglenetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_GOOGLENET_GOOGLENET_H_
