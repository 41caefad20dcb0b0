#include "stride/data/transform/resize.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/resample.h"

namespace stride {
namespace {

struct ResizeSpec : ResizeOptions {
  static constexpr char kName[] = "resize";

  void Visit(Arguments& arguments) {
    arguments("size", size);
    arguments("interpolation", interpolation);
    arguments("max_size", max_size);
  }

  absl::Status Prepare() { return ResizedSize{size, max_size}.Check(); }

  absl::StatusOr<Image> Apply(Image image, RandomStream&) const {
    const Size target = ResizedSize{size, max_size}.Of(image);
    if (target.height == image.height() && target.width == image.width()) return image;
    return Resize(image, target, interpolation);
  }
};
STRIDE_REGISTER_TRANSFORM(ResizeSpec);

}  // namespace

Image Resize(const Image& image, const Size& size, InterpolationMode interpolation) {
  return Resample(image, {0, 0, image.height(), image.width()}, size, interpolation);
}

absl::Status ResizedSize::Check() const {
  if (size.size() != 1 && size.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat(
        "size: expected the shorter side or (height, width), found ", size.size(), " numbers"));
  }
  for (const int side : size) STRIDE_RETURN_IF_ERROR(CheckAtLeast("size", side, 1));
  if (!max_size.has_value()) return absl::OkStatus();
  if (size.size() == 2) {
    return absl::InvalidArgumentError("max_size: expected none beside (height, width)");
  }
  return CheckAtLeast("max_size", *max_size, size[0] + 1);
}

Size ResizedSize::Of(const Image& image) const {
  if (size.size() == 2) return {size[0], size[1]};
  const int64_t from_short = std::min(image.height(), image.width());
  const int64_t from_long = std::max(image.height(), image.width());
  int64_t to_short = size[0];
  int64_t to_long = to_short * from_long / from_short;
  if (max_size.has_value() && to_long > *max_size) {
    to_short = std::max<int64_t>(*max_size * to_short / to_long, 1);
    to_long = *max_size;
  }
  const bool wide = image.width() > image.height();
  return {static_cast<int>(wide ? to_short : to_long), static_cast<int>(wide ? to_long : to_short)};
}

TransformPtr Resize(const ResizeOptions& options) { return MakeTransform(ResizeSpec{options}); }

TransformPtr Resize(int shorter_side) {
  ResizeOptions options;
  options.size = {shorter_side};
  return Resize(options);
}

}  // namespace stride
