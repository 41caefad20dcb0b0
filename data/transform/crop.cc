#include "stride/data/transform/crop.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

const char* Name(PaddingMode mode) {
  switch (mode) {
    case PaddingMode::kConstant:
      return "constant";
    case PaddingMode::kEdge:
      return "edge";
    case PaddingMode::kReflect:
      return "reflect";
    case PaddingMode::kSymmetric:
      return "symmetric";
  }
  return "";
}

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

absl::Status CheckPadding(const Image& image, const Padding& padding, PaddingMode mode) {
  const int most_wide = std::max(padding.left, padding.right);
  const int most_high = std::max(padding.top, padding.bottom);
  if (std::min({padding.left, padding.right, padding.top, padding.bottom}) < 0) {
    return absl::InvalidArgumentError("padding must not be negative; use a crop to make it smaller");
  }
  const int reach = mode == PaddingMode::kReflect ? 1 : 0;
  if ((mode == PaddingMode::kReflect || mode == PaddingMode::kSymmetric) &&
      (most_wide > image.width() - reach || most_high > image.height() - reach)) {
    return absl::InvalidArgumentError(absl::StrCat(
        Name(mode), " padding of ", std::max(most_wide, most_high), " needs an image of more than ",
        std::max(most_wide, most_high) - 1 + reach, " pixels a side, this one has ", image.height(),
        "x", image.width()));
  }
  return absl::OkStatus();
}

void PadRow(const uint8_t* in, const std::vector<int>& columns, int channels, uint8_t fill,
            uint8_t* out) {
  for (const int column : columns) {
    if (column < 0) {
      std::memset(out, fill, channels);
    } else {
      std::memcpy(out, in + column * channels, channels);
    }
    out += channels;
  }
}

class RandomCropTransform : public Transform {
 public:
  explicit RandomCropTransform(const RandomCropOptions& options) : options_(options) {
    if (options_.width == 0) options_.width = options_.height;
    CHECK_GE(options_.height, 1);
    CHECK_GE(options_.width, 1);
    CHECK_GE(options_.padding, 0);
  }

  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const override {
    const int all = options_.padding;
    const int wide = Missing(options_.width, image.width() + 2 * all);
    const int high = Missing(options_.height, image.height() + 2 * all);
    if (all + wide + high > 0) {
      const Padding padding{all + wide, all + high, all + wide, all + high};
      STRIDE_ASSIGN_OR_RETURN(image, Pad(image, padding, options_.padding_mode, options_.fill));
    }
    const int spare_rows = image.height() - options_.height;
    const int spare_columns = image.width() - options_.width;
    if (spare_rows < 0 || spare_columns < 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          ToString(), ": the image has only ", image.height(), "x", image.width(),
          " pixels, padding included; resize it first, or pad more (pad_if_needed)"));
    }
    const int top = static_cast<int>(random.UniformInt(0, spare_rows + 1));
    const int left = static_cast<int>(random.UniformInt(0, spare_columns + 1));
    if (spare_rows == 0 && spare_columns == 0) return image;
    return Crop(image, top, left, options_.height, options_.width);
  }

  std::string ToString() const override {
    std::string text = absl::StrCat("random_crop(", options_.height);
    if (options_.width != options_.height) absl::StrAppend(&text, ", ", options_.width);
    if (options_.padding != 0) absl::StrAppend(&text, ", padding=", options_.padding);
    if (options_.pad_if_needed) absl::StrAppend(&text, ", pad_if_needed=true");
    if (options_.fill != 0) absl::StrAppend(&text, ", fill=", static_cast<int>(options_.fill));
    if (options_.padding_mode != PaddingMode::kConstant) {
      absl::StrAppend(&text, ", padding_mode=", Name(options_.padding_mode));
    }
    return absl::StrCat(text, ")");
  }

 private:
  int Missing(int wanted, int there) const {
    return options_.pad_if_needed ? std::max(0, wanted - there) : 0;
  }

  RandomCropOptions options_;
};

}  // namespace

absl::StatusOr<Image> Pad(const Image& image, const Padding& padding, PaddingMode mode,
                          uint8_t fill) {
  STRIDE_RETURN_IF_ERROR(CheckPadding(image, padding, mode));
  const int width = image.width() + padding.left + padding.right;
  Image out(image.height() + padding.top + padding.bottom, width, image.channels());
  std::vector<int> columns(width);
  for (int x = 0; x < width; ++x) columns[x] = Source(x - padding.left, image.width(), mode);
  const int64_t row_bytes = int64_t{width} * image.channels();
  uint8_t* to = out.mutable_data();
  for (int y = 0; y < out.height(); ++y, to += row_bytes) {
    const int row = Source(y - padding.top, image.height(), mode);
    if (row < 0) {
      std::memset(to, fill, row_bytes);
    } else {
      PadRow(image.row(row), columns, image.channels(), fill, to);
    }
  }
  return out;
}

absl::StatusOr<Image> Crop(const Image& image, int top, int left, int height, int width) {
  if (top < 0 || left < 0 || height < 1 || width < 1 || top > image.height() - height ||
      left > image.width() - width) {
    return absl::InvalidArgumentError(absl::StrCat("a crop of ", height, "x", width, " at row ", top,
                                                   ", column ", left, " is not within an image of ",
                                                   image.height(), "x", image.width()));
  }
  Image out(height, width, image.channels());
  uint8_t* to = out.mutable_data();
  const int64_t row_bytes = int64_t{width} * image.channels();
  for (int y = 0; y < height; ++y, to += row_bytes) {
    std::memcpy(to, image.row(top + y) + left * image.channels(), row_bytes);
  }
  return out;
}

TransformPtr RandomCrop(const RandomCropOptions& options) {
  return std::make_shared<RandomCropTransform>(options);
}

TransformPtr RandomCrop(int size, int padding) {
  RandomCropOptions options;
  options.height = size;
  options.padding = padding;
  return RandomCrop(options);
}

}  // namespace stride
