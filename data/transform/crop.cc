#include "stride/data/transform/crop.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"

namespace stride {
namespace {

// The place in [0, size) that position `i`, before or behind it by the padding, is filled from;
// -1: from no place.
int Source(int i, int size, PaddingMode mode) {
  if (i >= 0 && i < size) return i;
  switch (mode) {
    case PaddingMode::kConstant:
      return -1;
    case PaddingMode::kEdge:
      return std::clamp(i, 0, size - 1);
    case PaddingMode::kReflect:
      return i < 0 ? -i : 2 * (size - 1) - i;
    case PaddingMode::kSymmetric:
      return i < 0 ? -i - 1 : 2 * size - 1 - i;
  }
  return -1;
}

absl::Status CheckPadding(const Image& image, const Padding& padding, PaddingMode mode,
                          const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(fill.Check(image.channels()));
  const int most_wide = std::max(padding.left, padding.right);
  const int most_high = std::max(padding.top, padding.bottom);
  if (std::min({padding.left, padding.right, padding.top, padding.bottom}) < 0) {
    return absl::InvalidArgumentError(
        "padding must not be negative; use a crop to make it smaller");
  }
  const int reach = mode == PaddingMode::kReflect ? 1 : 0;
  if ((mode == PaddingMode::kReflect || mode == PaddingMode::kSymmetric) &&
      (most_wide > image.width() - reach || most_high > image.height() - reach)) {
    return absl::InvalidArgumentError(
        absl::StrCat(WriteArgument(mode), " padding of ", std::max(most_wide, most_high),
                     " needs an image of more than ", std::max(most_wide, most_high) - 1 + reach,
                     " pixels a side, this one has ", image.height(), "x", image.width()));
  }
  return absl::OkStatus();
}

// The columns [begin, end) of a window, which lie outside of the image, from the image's `row`.
void FillColumns(const Image& image, const uint8_t* row, int left, int begin, int end,
                 PaddingMode mode, uint8_t* out) {
  const int channels = image.channels();
  for (int x = begin; x < end; ++x) {
    const int column = Source(left + x, image.width(), mode);
    std::memcpy(out + x * channels, row + column * channels, channels);
  }
}

void Paint(const Fill& fill, Image& image) {
  uint8_t* to = image.mutable_data();
  const auto& [red, green, blue] = fill.samples;
  if (red == green && red == blue) {
    std::memset(to, red, image.size_bytes());
    return;
  }
  for (int64_t i = 0; i < image.size_bytes(); i += 3) std::memcpy(to + i, fill.samples.data(), 3);
}

// The rectangle whose first pixel is at row `top` and column `left` of the image, maybe outside.
Image Window(const Image& image, int top, int left, int height, int width, PaddingMode mode,
             const Fill& fill) {
  Image out(height, width, image.channels());
  const int channels = image.channels();
  const int begin = std::clamp(-left, 0, width);  // [begin, end) are columns of the image
  const int end = std::clamp(image.width() - left, begin, width);
  const bool inside = begin == 0 && end == width && top >= 0 && top <= image.height() - height;
  if (mode == PaddingMode::kConstant && !inside) Paint(fill, out);
  const int64_t row_bytes = int64_t{width} * channels;
  uint8_t* to = out.mutable_data();
  for (int y = 0; y < height; ++y, to += row_bytes) {
    const int row = Source(top + y, image.height(), mode);
    if (row < 0) continue;
    const uint8_t* from = image.row(row);
    if (begin < end) {
      std::memcpy(to + begin * channels, from + (left + begin) * channels,
                  int64_t{end - begin} * channels);
    }
    if (mode == PaddingMode::kConstant) continue;
    FillColumns(image, from, left, 0, begin, mode, to);
    FillColumns(image, from, left, end, width, mode, to);
  }
  return out;
}

struct RandomCropSpec : RandomCropOptions {
  static constexpr char kName[] = "random_crop";

  void Visit(Arguments& arguments) {
    arguments("size", size);
    arguments("padding", padding);
    arguments("pad_if_needed", pad_if_needed);
    arguments("fill", fill);
    arguments("padding_mode", padding_mode);
  }

  absl::Status Prepare() {
    STRIDE_RETURN_IF_ERROR(CheckSize("size", size));
    return CheckAtLeast("padding", padding, 0);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const {
    int rows = padding;
    int columns = padding;
    const int high = Missing(size.height, image.height() + 2 * rows);
    const int wide = Missing(size.width, image.width() + 2 * columns);
    if (high + wide > 0) {
      // Padded twice, as torchvision does: modes that mirror then mirror what the first one made.
      STRIDE_ASSIGN_OR_RETURN(image,
                              Pad(image, {columns, rows, columns, rows}, padding_mode, fill));
      rows = high;
      columns = wide;
    }
    return CropPadded(image, rows, columns, random);
  }

  int Missing(int wanted, int there) const {
    return pad_if_needed ? std::max(0, wanted - there) : 0;
  }

  // A crop of the image with so many rows and columns of padding on each side.
  absl::StatusOr<Image> CropPadded(const Image& image, int rows, int columns,
                                   RandomStream& random) const {
    STRIDE_RETURN_IF_ERROR(CheckPadding(image, {columns, rows, columns, rows}, padding_mode, fill));
    const int spare_rows = image.height() + 2 * rows - size.height;
    const int spare_columns = image.width() + 2 * columns - size.width;
    if (spare_rows < 0 || spare_columns < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("random_crop to ", size.height, "x", size.width, ": the image has only ",
                       image.height() + 2 * rows, "x", image.width() + 2 * columns,
                       " pixels, padding included; resize it first, or pad more (pad_if_needed)"));
    }
    const int top = static_cast<int>(random.UniformInt(0, spare_rows + 1));
    const int left = static_cast<int>(random.UniformInt(0, spare_columns + 1));
    if (rows + columns + spare_rows + spare_columns == 0) return image;
    return Window(image, top - rows, left - columns, size.height, size.width, padding_mode, fill);
  }
};
STRIDE_REGISTER_TRANSFORM(RandomCropSpec);

}  // namespace

EnumNames<PaddingMode> NamesOf(PaddingMode) {
  return {{"constant", PaddingMode::kConstant},
          {"edge", PaddingMode::kEdge},
          {"reflect", PaddingMode::kReflect},
          {"symmetric", PaddingMode::kSymmetric}};
}

absl::StatusOr<Image> Pad(const Image& image, const Padding& padding, PaddingMode mode,
                          const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(CheckPadding(image, padding, mode, fill));
  return Window(image, -padding.top, -padding.left, image.height() + padding.top + padding.bottom,
                image.width() + padding.left + padding.right, mode, fill);
}

absl::StatusOr<Image> Crop(const Image& image, int top, int left, int height, int width) {
  if (top < 0 || left < 0 || height < 1 || width < 1 || top > image.height() - height ||
      left > image.width() - width) {
    return absl::InvalidArgumentError(
        absl::StrCat("a crop of ", height, "x", width, " at row ", top, ", column ", left,
                     " is not within an image of ", image.height(), "x", image.width()));
  }
  return Window(image, top, left, height, width, PaddingMode::kConstant, /*fill=*/0);
}

TransformPtr RandomCrop(const RandomCropOptions& options) {
  return MakeTransform(RandomCropSpec{options});
}

TransformPtr RandomCrop(Size size, int padding) {
  RandomCropOptions options;
  options.size = size;
  options.padding = padding;
  return RandomCrop(options);
}

}  // namespace stride
