#include "stride/data/transform/affine.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/warp.h"

// torchvision's results are those of separate multiplications and additions.
#pragma STDC FP_CONTRACT OFF

namespace stride {
namespace {

double Radians(double degrees) { return degrees * (3.14159265358979323846 / 180.0); }

// The inverse of T C R S C^-1: T translates, C moves the origin to the center, R rotates and
// shears, S scales. R has the determinant 1.
AffineMatrix InverseMatrix(const AffineParameters& parameters, const Point& center) {
  const double angle = Radians(parameters.angle);
  const double shear_x = Radians(parameters.shear.x);
  const double shear_y = Radians(parameters.shear.y);
  const double a = std::cos(angle - shear_y) / std::cos(shear_y);
  const double b =
      -std::cos(angle - shear_y) * std::tan(shear_x) / std::cos(shear_y) - std::sin(angle);
  const double c = std::sin(angle - shear_y) / std::cos(shear_y);
  const double d =
      -std::sin(angle - shear_y) * std::tan(shear_x) / std::cos(shear_y) + std::cos(angle);
  AffineMatrix m{d, -b, 0, -c, a, 0};
  for (double& value : m) value /= parameters.scale;
  const double x = -center.x - parameters.translate.x;
  const double y = -center.y - parameters.translate.y;
  m[2] += m[0] * x + m[1] * y;
  m[5] += m[3] * x + m[4] * y;
  m[2] += center.x;
  m[5] += center.y;
  return m;
}

// {low, high} along x, then along y, from 1, 2 or 4 numbers.
Degrees ShearAlongX(const std::vector<double>& shear) {
  return shear.size() == 1 ? Degrees(shear[0]) : Degrees(shear[0], shear[1]);
}
Degrees ShearAlongY(const std::vector<double>& shear) {
  return shear.size() == 4 ? Degrees(shear[2], shear[3]) : Degrees(0);
}

absl::Status CheckShear(const std::vector<double>& shear) {
  if (shear.size() != 1 && shear.size() != 2 && shear.size() != 4) {
    return absl::InvalidArgumentError(
        absl::StrCat("shear: expected 1, 2 or 4 numbers, found ", shear.size()));
  }
  STRIDE_RETURN_IF_ERROR(ShearAlongX(shear).Check("shear"));
  return ShearAlongY(shear).Check("shear");
}

// Whole pixels, at most `most` either way.
double DrawShift(double most, RandomStream& random) {
  return std::nearbyint(random.Uniform(-most, most));
}

struct RandomAffineSpec : RandomAffineOptions {
  static constexpr char kName[] = "random_affine";

  void Visit(Arguments& arguments) {
    arguments("degrees", degrees);
    arguments("translate", translate);
    arguments("scale", scale);
    arguments("shear", shear);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
    arguments("center", center);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(degrees.Check("degrees"));
    if (translate.has_value()) {
      STRIDE_RETURN_IF_ERROR(CheckBetween("translate", translate->x, 0, 1));
      STRIDE_RETURN_IF_ERROR(CheckBetween("translate", translate->y, 0, 1));
    }
    if (scale.has_value()) {
      STRIDE_RETURN_IF_ERROR(CheckPositive("scale", scale->low));
      STRIDE_RETURN_IF_ERROR(CheckRange("scale", *scale, 0, 1e6));
    }
    if (shear.has_value()) STRIDE_RETURN_IF_ERROR(CheckShear(*shear));
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream& random) const {
    return Affine(image, RandomAffineParameters(*this, image.height(), image.width(), random),
                  interpolation, fill, center);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomAffineSpec);

}  // namespace

absl::StatusOr<Image> Affine(const Image& image, const AffineParameters& parameters,
                             InterpolationMode interpolation, const Fill& fill,
                             const std::optional<Point>& center) {
  STRIDE_RETURN_IF_ERROR(CheckPositive("scale", parameters.scale));
  const Point middle(image.width() * 0.5, image.height() * 0.5);
  return WarpAffine(image, {image.height(), image.width()},
                    InverseMatrix(parameters, center.value_or(middle)), interpolation, fill);
}

AffineParameters RandomAffineParameters(const RandomAffineOptions& options, int height, int width,
                                        RandomStream& random) {
  AffineParameters drawn;
  drawn.angle = options.degrees.Draw(random);
  if (options.translate.has_value()) {
    drawn.translate.x = DrawShift(options.translate->x * width, random);
    drawn.translate.y = DrawShift(options.translate->y * height, random);
  }
  if (options.scale.has_value())
    drawn.scale = random.Uniform(options.scale->low, options.scale->high);
  if (options.shear.has_value()) {
    drawn.shear.x = ShearAlongX(*options.shear).Draw(random);
    drawn.shear.y = ShearAlongY(*options.shear).Draw(random);
  }
  return drawn;
}

TransformPtr RandomAffine(const RandomAffineOptions& options) {
  return MakeTransform(RandomAffineSpec{options});
}

}  // namespace stride
