#include "stride/data/transform/rotate.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "glog/logging.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/warp.h"

// Pillow's results are those of separate multiplications and additions.
#pragma STDC FP_CONTRACT OFF

namespace stride {
namespace {

constexpr double kRadiansPerDegree = 3.14159265358979323846 / 180.0;

// To 15 decimals, so that right angles are exact.
double Rounded(double value) {
  double rounded = 0;
  return absl::SimpleAtod(absl::StrFormat("%.15f", value), &rounded) ? rounded : value;
}

Point Times(const AffineMatrix& m, double x, double y) {
  return {m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]};
}

// The matrix times a shift: its own shift becomes what it makes of (x, y).
void ShiftBy(AffineMatrix& m, double x, double y) {
  const Point shifted = Times(m, x, y);
  m[2] = shifted.x;
  m[5] = shifted.y;
}

AffineMatrix RotationAbout(const Point& center, double degrees) {
  double turned = std::fmod(degrees, 360.0);
  if (turned < 0) turned += 360.0;
  const double angle = -turned * kRadiansPerDegree;
  const double cosine = Rounded(std::cos(angle));
  const double sine = Rounded(std::sin(angle));
  AffineMatrix m{cosine, sine, 0, Rounded(-std::sin(angle)), cosine, 0};
  ShiftBy(m, -center.x, -center.y);
  m[2] += center.x;
  m[5] += center.y;
  return m;
}

// The whole pixels that show all four corners.
Size SizeOfAll(double width, double height, const AffineMatrix& m) {
  const Point corners[] = {Times(m, 0, 0), Times(m, width, 0), Times(m, width, height),
                           Times(m, 0, height)};
  const auto [left, right] = std::minmax_element(
      corners, corners + 4, [](const Point& a, const Point& b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(
      corners, corners + 4, [](const Point& a, const Point& b) { return a.y < b.y; });
  return {static_cast<int>(std::ceil(bottom->y) - std::floor(top->y)),
          static_cast<int>(std::ceil(right->x) - std::floor(left->x))};
}

struct RandomRotationSpec : RotateOptions {
  static constexpr char kName[] = "random_rotation";
  Degrees degrees{1, -1};  // to be given

  void Visit(Arguments& arguments) {
    arguments("degrees", degrees);
    arguments("interpolation", interpolation);
    arguments("expand", expand);
    arguments("center", center);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(degrees.Check("degrees"));
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(const Image& image, RandomStream& random) const {
    return Rotate(image, degrees.Draw(random), *this);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomRotationSpec);

}  // namespace

absl::StatusOr<Image> Rotate(const Image& image, double degrees, const RotateOptions& options) {
  CHECK(std::isfinite(degrees)) << degrees;
  const Point middle(image.width() / 2.0, image.height() / 2.0);
  AffineMatrix matrix = RotationAbout(options.center.value_or(middle), degrees);
  Size size(image.height(), image.width());
  if (options.expand) {
    const bool on_its_side =
        !options.center.has_value() && std::abs(std::fmod(degrees, 180.0)) == 90;
    size = on_its_side ? Size(size.width, size.height) : SizeOfAll(size.width, size.height, matrix);
    ShiftBy(matrix, -(size.width - image.width()) / 2.0, -(size.height - image.height()) / 2.0);
  }
  return WarpAffine(image, size, matrix, options.interpolation, options.fill);
}

TransformPtr RandomRotation(const Degrees& degrees, const RotateOptions& options) {
  return MakeTransform(RandomRotationSpec{options, degrees});
}

}  // namespace stride
