// Vision transformers: an image as a row of patches. Dosovitskiy et al., "An Image is Worth 16x16
// Words", arXiv 2010.11929, section 3.1 and table 1: vit_b_16, b_32, l_16, l_32, h_14 (the number
// is the patch's side); vit_ti_16 is the tiny one of Touvron et al., arXiv 2012.12877, table 1.
//
// Parameters are named as in torchvision.models.vision_transformer: class_token, conv_proj.weight,
// encoder.pos_embedding, encoder.layers.encoder_layer_0.self_attention.in_proj_weight, ...,
// heads.head.weight.
//
// images [N, C, H, W], H and W multiples of the patch, to logits [N, num_classes]. The position
// embedding has as many places as the input has patches.
#ifndef STRIDE_MODELS_VIT_VIT_H_
#define STRIDE_MODELS_VIT_VIT_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct VitOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  int64_t patch = 16;  // pixels a side
  int64_t layers = 12;
  int64_t width = 768;    // of a token
  int64_t hidden = 3072;  // width of the dense layer between two
  int64_t heads = 12;
  double dropout = 0;
  double attention_dropout = 0;
  // Of what torchvision does not treat apart: the head begins at 0, tokens and patches small.
  Initialisation initialisation = Initialisation::kXavier;
  uint64_t seed = 0;
};

// InvalidArgument for images that patches do not cover, and heads that do not divide the width.
absl::StatusOr<std::unique_ptr<Classifier>> MakeVit(const VitOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_VIT_VIT_H_
