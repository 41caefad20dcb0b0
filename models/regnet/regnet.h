// Residual networks whose stages follow from a straight line: Radosavovic et al., "Designing
// Network Design Spaces", arXiv 2003.13678, section 3.3; figures 15 (regnet_x_400mf ... 32gf) and
// 16 (regnet_y_400mf ... 128gf, with squeeze-and-excitation). The names' numbers are multiply-adds.
//
// Parameters are named as in torchvision.models.regnet: stem.0.weight,
// trunk_output.block1.block1-0.f.a.0.weight, ..., fc.bias.
//
// images [N, C, H, W], any size, to logits [N, num_classes].
#ifndef STRIDE_MODELS_REGNET_REGNET_H_
#define STRIDE_MODELS_REGNET_REGNET_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct RegnetOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  // Block j has initial_width + slope * j channels, rounded to initial_width * step^k and multiples
  // of 8 (equations 2 to 4); blocks of one width are a stage.
  int64_t depth = 22;
  int64_t initial_width = 24;
  double slope = 24.48;
  double step = 2.54;
  int64_t group_width = 16;  // channels of a group in the 3x3 convolutions
  bool squeeze = false;      // to a quarter of the block's input channels
  Initialisation initialisation = Initialisation::kHeFanOutSmallHead;
  uint64_t seed = 0;
};

struct RegnetStage {
  int64_t blocks = 0;
  int64_t width = 0;
  int64_t group_width = 0;
};

// What the line comes to. Throws c10::Error for a depth or width below 1, a negative slope, and a
// step of 1 or less.
std::vector<RegnetStage> RegnetStages(const RegnetOptions& options);

absl::StatusOr<std::unique_ptr<Classifier>> MakeRegnet(const RegnetOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_REGNET_REGNET_H_
