// Inception v3: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", arXiv
// 1512.00567, section 6 and table 1, as torchvision.models.inception_v3 has it. Parameters are
// named as there: Conv2d_1a_3x3.conv.weight, ..., fc.bias.
//
// images [N, C, H, W] to logits [N, num_classes]. In training an auxiliary head answers too
// (section 4; Classifier::TakeAuxiliaryLogits); it needs 299 pixels a side, the rest 75.
#ifndef STRIDE_MODELS_INCEPTION_V3_INCEPTION_V3_H_
#define STRIDE_MODELS_INCEPTION_V3_INCEPTION_V3_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct InceptionV3Options {
  std::string name = "inception_v3";  // for messages and files
  ImageShape input = {3, 299, 299};
  int64_t num_classes = 1000;
  bool auxiliary_head = true;
  double auxiliary_weight = 0.4;  // of the head's loss
  bool transform_input = false;   // inception_range.h: what torchvision's weights need
  double dropout = 0.5;           // before the logits
  // Published: weights N(0.1), those of the auxiliary head's dense layer N(0.001).
  Initialisation initialisation = Initialisation::kPublished;
  uint64_t seed = 0;
};

// InvalidArgument for options out of range, and, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeInceptionV3(const InceptionV3Options& options);

}  // namespace stride

#endif  // STRIDE_MODELS_INCEPTION_V3_INCEPTION_V3_H_
