// Padding as a transform; the function is in crop.h.
#ifndef STRIDE_DATA_TRANSFORM_PAD_H_
#define STRIDE_DATA_TRANSFORM_PAD_H_

#include <vector>

#include "stride/data/transform/crop.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/transform.h"

namespace stride {

struct PadOptions {
  std::vector<int> padding;  // {all sides}, {left and right, top and bottom}, {l, t, r, b}
  Fill fill;                 // for kConstant
  PaddingMode padding_mode = PaddingMode::kConstant;
};

TransformPtr Pad(const PadOptions& options);
TransformPtr Pad(int padding);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_PAD_H_
