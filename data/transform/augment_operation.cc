#include "stride/data/transform/augment_operation.h"

#include <cmath>
#include <utility>

#include "glog/logging.h"
#include "stride/data/transform/adjust.h"
#include "stride/data/transform/affine.h"
#include "stride/data/transform/rotate.h"
#include "stride/data/transform/tone.h"

namespace stride {
namespace {

using Operation = AugmentOperation;

double DegreesOf(double tangent) { return std::atan(tangent) * 180.0 / M_PI; }

absl::StatusOr<Image> Shear(const Image& image, Point degrees, const AugmentPixels& pixels) {
  AffineParameters parameters;
  parameters.shear = degrees;
  return Affine(image, parameters, pixels.interpolation, pixels.fill, Point(0, 0));
}

absl::StatusOr<Image> Translate(const Image& image, Point by, const AugmentPixels& pixels) {
  AffineParameters parameters;
  parameters.translate = Point(std::trunc(by.x), std::trunc(by.y));
  return Affine(image, parameters, pixels.interpolation, pixels.fill);
}

absl::StatusOr<Image> RotateBy(const Image& image, double degrees, const AugmentPixels& pixels) {
  RotateOptions options;
  options.interpolation = pixels.interpolation;
  options.fill = pixels.fill;
  return Rotate(image, degrees, options);
}

// The greatest magnitudes of a space; the least of posterize keeps the most bits.
struct Extent {
  double shear;
  double translate;
  bool relative;  // `translate` is a part of the image's side
  double rotate;
  double adjust;
  double most_bits;
  double fewest_bits;
};

AugmentationSpace Geometry(const Extent& extent) {
  return {{Operation::kShearX, 0, extent.shear},
          {Operation::kShearY, 0, extent.shear},
          {Operation::kTranslateX, 0, extent.translate, extent.relative},
          {Operation::kTranslateY, 0, extent.translate, extent.relative},
          {Operation::kRotate, 0, extent.rotate}};
}

AugmentationSpace Adjustments(const Extent& extent) {
  return {{Operation::kBrightness, 0, extent.adjust},
          {Operation::kColor, 0, extent.adjust},
          {Operation::kContrast, 0, extent.adjust},
          {Operation::kSharpness, 0, extent.adjust}};
}

AugmentationSpace Tones(const Extent& extent) {
  return {{Operation::kPosterize, extent.most_bits, extent.fewest_bits},
          {Operation::kSolarize, 255, 0},
          {Operation::kAutoContrast},
          {Operation::kEqualize}};
}

AugmentationSpace Join(const std::vector<AugmentationSpace>& parts) {
  AugmentationSpace space;
  for (const AugmentationSpace& part : parts) space.insert(space.end(), part.begin(), part.end());
  return space;
}

AugmentationSpace With(Operation operation, const Extent& extent) {
  return Join(
      {AugmentationSpace{{operation}}, Geometry(extent), Adjustments(extent), Tones(extent)});
}

constexpr Extent kAutoAugment = {0.3, 150.0 / 331.0, true, 30, 0.9, 8, 4};
constexpr Extent kTrivialAugmentWide = {0.99, 32, false, 135, 0.99, 8, 2};
constexpr Extent kAugMix = {0.3, 1.0 / 3.0, true, 30, 0.9, 4, 0};

}  // namespace

EnumNames<Operation> NamesOf(Operation) {
  return {{"Identity", Operation::kIdentity},
          {"ShearX", Operation::kShearX},
          {"ShearY", Operation::kShearY},
          {"TranslateX", Operation::kTranslateX},
          {"TranslateY", Operation::kTranslateY},
          {"Rotate", Operation::kRotate},
          {"Brightness", Operation::kBrightness},
          {"Color", Operation::kColor},
          {"Contrast", Operation::kContrast},
          {"Sharpness", Operation::kSharpness},
          {"Posterize", Operation::kPosterize},
          {"Solarize", Operation::kSolarize},
          {"AutoContrast", Operation::kAutoContrast},
          {"Equalize", Operation::kEqualize},
          {"Invert", Operation::kInvert}};
}

absl::StatusOr<Image> ApplyOperation(Operation operation, double magnitude,
                                     const AugmentPixels& pixels, Image image) {
  switch (operation) {
    case Operation::kIdentity:
      return image;
    case Operation::kShearX:
      return Shear(image, Point(DegreesOf(magnitude), 0), pixels);
    case Operation::kShearY:
      return Shear(image, Point(0, DegreesOf(magnitude)), pixels);
    case Operation::kTranslateX:
      return Translate(image, Point(magnitude, 0), pixels);
    case Operation::kTranslateY:
      return Translate(image, Point(0, magnitude), pixels);
    case Operation::kRotate:
      return RotateBy(image, magnitude, pixels);
    case Operation::kBrightness:
      return AdjustBrightness(std::move(image), 1 + magnitude);
    case Operation::kColor:
      return AdjustSaturation(std::move(image), 1 + magnitude);
    case Operation::kContrast:
      return AdjustContrast(std::move(image), 1 + magnitude);
    case Operation::kSharpness:
      return AdjustSharpness(std::move(image), 1 + magnitude);
    case Operation::kPosterize:
      return Posterize(std::move(image), static_cast<int>(magnitude));
    case Operation::kSolarize:
      return Solarize(std::move(image), magnitude);
    case Operation::kAutoContrast:
      return Autocontrast(std::move(image));
    case Operation::kEqualize:
      return Equalize(std::move(image));
    case Operation::kInvert:
      return Invert(std::move(image));
  }
  LOG(FATAL) << "no such operation: " << static_cast<int>(operation);
}

bool OperationRange::is_signed() const {
  return has_magnitude() && operation != Operation::kPosterize && operation != Operation::kSolarize;
}

double OperationRange::Magnitude(int bin, int bins, const Image& image) const {
  CHECK(bin >= 0 && bin < bins) << bin << " of " << bins;
  if (!has_magnitude()) return 0;
  const int side = operation == Operation::kTranslateX ? image.width() : image.height();
  const double end = relative ? last * side : last;
  const double magnitude = first + (end - first) * bin / (bins - 1);
  if (operation == Operation::kPosterize) return first - std::nearbyint(first - magnitude);
  return static_cast<float>(magnitude);
}

AugmentationSpace AutoAugmentSpace() { return With(Operation::kInvert, kAutoAugment); }

AugmentationSpace RandAugmentSpace() { return With(Operation::kIdentity, kAutoAugment); }

AugmentationSpace TrivialAugmentWideSpace() {
  return With(Operation::kIdentity, kTrivialAugmentWide);
}

AugmentationSpace AugMixSpace(bool all_ops) {
  return Join(
      {Geometry(kAugMix), Tones(kAugMix), all_ops ? Adjustments(kAugMix) : AugmentationSpace()});
}

absl::StatusOr<Image> ApplyRandomOperation(const AugmentationSpace& space,
                                           const MagnitudeBins& bins, const AugmentPixels& pixels,
                                           Image image, RandomStream& random) {
  const OperationRange& range = space[random.UniformInt(0, static_cast<int64_t>(space.size()))];
  const int bin = static_cast<int>(random.UniformInt(bins.begin, bins.end));
  const double sign = range.is_signed() && random.Bernoulli(0.5) ? -1 : 1;
  const double magnitude = sign * range.Magnitude(bin, bins.count, image);
  return ApplyOperation(range.operation, magnitude, pixels, std::move(image));
}

}  // namespace stride
