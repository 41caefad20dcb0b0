#include "stride/data/transform/interpolation.h"

namespace stride {

EnumNames<InterpolationMode> NamesOf(InterpolationMode) {
  return {{"nearest", InterpolationMode::kNearest}, {"bilinear", InterpolationMode::kBilinear},
          {"bicubic", InterpolationMode::kBicubic}, {"box", InterpolationMode::kBox},
          {"hamming", InterpolationMode::kHamming}, {"lanczos", InterpolationMode::kLanczos}};
}

}  // namespace stride
