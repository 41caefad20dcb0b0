// Convolutional networks built the way of transformers: Liu et al., "A ConvNet for the 2020s",
// arXiv 2201.03545, section 2 and table 9: convnext_tiny, small, base, large. Parameters are named
// as in torchvision.models.convnext: features.0.0.weight, features.1.0.layer_scale, ...,
// classifier.2.weight.
//
// images [N, C, H, W], at least 32 pixels a side, to logits [N, num_classes].
#ifndef STRIDE_MODELS_CONVNEXT_CONVNEXT_H_
#define STRIDE_MODELS_CONVNEXT_CONVNEXT_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct ConvnextOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  std::vector<int64_t> stages = {3, 3, 9, 3};  // blocks of each; each but the first halves the size
  int64_t width = 96;                          // of the first stage; doubles from stage to stage
  int64_t patch = 4;                           // pixels a side that the stem makes one
  double layer_scale = 1e-6;                   // what each channel of a branch begins with
  // Of the last block to leave out its branch while training; from 0 upwards in the others.
  double stochastic_depth = 0.1;
  Initialisation initialisation = Initialisation::kSmallNormal;
  uint64_t seed = 0;
};

// InvalidArgument, with the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeConvnext(const ConvnextOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_CONVNEXT_CONVNEXT_H_
