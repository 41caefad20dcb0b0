// Transformers whose attention stays within windows, which are shifted from layer to layer, and
// whose patches are merged from stage to stage: Liu et al., "Swin Transformer", arXiv 2103.14030,
// section 3: swin_t, swin_s, swin_b. Parameters are named as in
// torchvision.models.swin_transformer: features.0.0.weight,
// features.1.0.attn.relative_position_bias_table, ..., head.bias.
//
// images [N, C, H, W], at least 4 pixels a side, to logits [N, num_classes].
#ifndef STRIDE_MODELS_SWIN_SWIN_H_
#define STRIDE_MODELS_SWIN_SWIN_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct SwinOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  int64_t patch = 4;                           // pixels a side
  std::vector<int64_t> stages = {2, 2, 6, 2};  // blocks of each; each but the first halves the size
  int64_t width = 96;                          // of a token in the first stage; doubles
  int64_t heads = 3;                           // in the first stage; doubles
  int64_t window = 7;                          // tokens a side
  // Of the last block to leave out its branches while training; from 0 upwards in the others.
  double stochastic_depth = 0.2;
  Initialisation initialisation = Initialisation::kSmallNormal;
  uint64_t seed = 0;
};

// InvalidArgument, with the arithmetic, for images too small, and for heads that do not divide the
// width.
absl::StatusOr<std::unique_ptr<Classifier>> MakeSwin(const SwinOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_SWIN_SWIN_H_
