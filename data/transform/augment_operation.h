// The operations that automatic augmentation chooses from and their magnitudes, as
// torchvision.transforms has them.
#ifndef STRIDE_DATA_TRANSFORM_AUGMENT_OPERATION_H_
#define STRIDE_DATA_TRANSFORM_AUGMENT_OPERATION_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/data/base/random.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/arguments.h"
#include "stride/data/transform/fill.h"
#include "stride/data/transform/interpolation.h"

namespace stride {

enum class AugmentOperation {
  kIdentity,
  kShearX,  // the tangent of the angle; about the upper left corner
  kShearY,
  kTranslateX,  // pixels to the right, the fraction cut off
  kTranslateY,  // pixels down
  kRotate,      // degrees, anticlockwise
  kBrightness,  // to 1 + magnitude, as the next three (adjust.h)
  kColor,
  kContrast,
  kSharpness,
  kPosterize,  // bits that are kept (tone.h)
  kSolarize,   // the least level that is inverted
  kAutoContrast,
  kEqualize,
  kInvert,
};

EnumNames<AugmentOperation> NamesOf(AugmentOperation);  // torchvision's

// How pixels are made that geometry moves, and those that come from outside of the image.
struct AugmentPixels {
  InterpolationMode interpolation = InterpolationMode::kNearest;  // or kBilinear, kBicubic
  Fill fill;
};

absl::StatusOr<Image> ApplyOperation(AugmentOperation operation, double magnitude,
                                     const AugmentPixels& pixels, Image image);

// An operation and the range of its magnitudes. Shears, translations, rotations and the four
// adjustments have both signs; identity, contrast and equalisation by histogram, and inversion have
// no magnitude.
struct OperationRange {
  AugmentOperation operation;
  double first = 0;
  double last = 0;
  bool relative = false;  // translations: a part of the image's side; else pixels

  bool has_magnitude() const { return first != last; }
  bool is_signed() const;
  // The bin-th of so many magnitudes from first to last. Exact numbers rounded to float;
  // torch.linspace's last bit depends on the processor's vectors.
  double Magnitude(int bin, int bins, const Image& image) const;
};

using AugmentationSpace = std::vector<OperationRange>;

AugmentationSpace AutoAugmentSpace();  // 14 operations, of which kInvert is none of the others'
AugmentationSpace RandAugmentSpace();  // 14 with kIdentity
AugmentationSpace TrivialAugmentWideSpace();
AugmentationSpace AugMixSpace(bool all_ops);  // 9; `all_ops`: and the four adjustments

// Of `count` magnitudes those that are drawn from: [begin, end).
struct MagnitudeBins {
  int begin;
  int end;
  int count;
};

// An operation of the space, with a magnitude of one of the bins, and a sign; each as likely.
absl::StatusOr<Image> ApplyRandomOperation(const AugmentationSpace& space,
                                           const MagnitudeBins& bins, const AugmentPixels& pixels,
                                           Image image, RandomStream& random);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_AUGMENT_OPERATION_H_
