#include "stride/data/transform/perspective.h"

#include <algorithm>
#include <opencv2/core.hpp>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

struct RandomPerspectiveSpec : RandomPerspectiveOptions {
  static constexpr char kName[] = "random_perspective";

  void Visit(Arguments& arguments) {
    arguments("distortion_scale", distortion_scale);
    arguments("p", p);
    arguments("interpolation", interpolation);
    arguments("fill", fill);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckBetween("distortion_scale", distortion_scale, 0, 1));
    STRIDE_RETURN_IF_ERROR(CheckBetween("p", p, 0, 1));
    return CheckWarpInterpolation(interpolation);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    if (!random.Bernoulli(p)) return image;
    const int height = image.height();
    const int width = image.width();
    const Corners end = RandomCorners(height, width, distortion_scale, random);
    const auto matrix = SolvePerspective(CornersOf(height, width), end);
    if (!matrix.ok()) return image;  // corners on a line, by chance or as the image is one
    return WarpPerspective(image, {height, width}, *matrix, interpolation, fill);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomPerspectiveSpec);

}  // namespace

absl::StatusOr<PerspectiveMatrix> SolvePerspective(const Corners& start, const Corners& end) {
  cv::Matx<double, 8, 8> equations;
  cv::Matx<double, 8, 1> targets;
  for (int i = 0; i < 4; ++i) {
    const auto& [x, y] = end[i];
    const double across[] = {x, y, 1, 0, 0, 0, -start[i].x * x, -start[i].x * y};
    const double down[] = {0, 0, 0, x, y, 1, -start[i].y * x, -start[i].y * y};
    for (int j = 0; j < 8; ++j) {
      equations(2 * i, j) = across[j];
      equations(2 * i + 1, j) = down[j];
    }
    targets(2 * i) = start[i].x;
    targets(2 * i + 1) = start[i].y;
  }
  cv::Matx<double, 8, 1> solution;
  if (!cv::solve(equations, targets, solution, cv::DECOMP_LU)) {
    return absl::InvalidArgumentError(
        "perspective: expected four corners, no three of them on a line");
  }
  PerspectiveMatrix matrix;
  std::copy_n(solution.val, 8, matrix.begin());
  return matrix;
}

absl::StatusOr<Image> Perspective(const Image& image, const Corners& start, const Corners& end,
                                  InterpolationMode interpolation, const Fill& fill) {
  STRIDE_ASSIGN_OR_RETURN(const PerspectiveMatrix matrix, SolvePerspective(start, end));
  return WarpPerspective(image, {image.height(), image.width()}, matrix, interpolation, fill);
}

Corners CornersOf(int height, int width) {
  const double right = width - 1;
  const double bottom = height - 1;
  return {{{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}};
}

Corners RandomCorners(int height, int width, double distortion_scale, RandomStream& random) {
  const int half_width = width / 2;
  const int half_height = height / 2;
  const int across = static_cast<int>(distortion_scale * half_width);
  const int down = static_cast<int>(distortion_scale * half_height);
  const auto inwards = [&random](int most) {
    return static_cast<double>(random.UniformInt(0, most + 1));
  };
  Corners corners = CornersOf(height, width);
  for (Point& corner : corners) {
    corner.x += corner.x == 0 ? inwards(across) : -inwards(across);
    corner.y += corner.y == 0 ? inwards(down) : -inwards(down);
  }
  return corners;
}

TransformPtr RandomPerspective(const RandomPerspectiveOptions& options) {
  return MakeTransform(RandomPerspectiveSpec{options});
}

}  // namespace stride
