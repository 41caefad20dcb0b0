// What one layer does to one image: the row of a summary.
#ifndef STRIDE_MODELS_CORE_LAYER_RECORD_H_
#define STRIDE_MODELS_CORE_LAYER_RECORD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "stride/models/core/shape.h"

namespace stride {

// Sizes leave out the batch dimension: {channels, height, width} or {features}.
struct LayerRecord {
  std::string name;         // qualified: "trunk.conv1"
  std::string type;         // "Conv2d"
  std::string description;  // "3x3, 64, padding 1"
  std::vector<int64_t> input;
  std::vector<int64_t> output;
  std::string formula;  // "(32 + 2*1 - 3)/1 + 1 = 32"
  int64_t parameters = 0;
  int64_t multiply_adds = 0;  // of one image, convolutions and dense layers only, without biases
};

// "trunk.conv1 (Conv2d 3x3, 64, padding 1)".
std::string LayerTitle(const LayerRecord& layer);

// The sizes of an image on its way through the layers: a table of layer, arithmetic and output.
std::string ArithmeticTable(const ImageShape& input, absl::Span<const LayerRecord> layers);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_LAYER_RECORD_H_
