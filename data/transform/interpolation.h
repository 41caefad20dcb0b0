// How samples between pixels are made, by torchvision's names (InterpolationMode).
#ifndef STRIDE_DATA_TRANSFORM_INTERPOLATION_H_
#define STRIDE_DATA_TRANSFORM_INTERPOLATION_H_

#include "stride/data/transform/arguments.h"

namespace stride {

enum class InterpolationMode {
  kNearest,
  kBilinear,
  kBicubic,
  kBox,  // this one and those below: only to resize
  kHamming,
  kLanczos,
};

EnumNames<InterpolationMode> NamesOf(InterpolationMode);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_INTERPOLATION_H_
