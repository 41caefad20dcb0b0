#include "stride/data/image/decode.h"

#include <cstring>
#include <limits>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/grey.h"
#include "stride/data/image/jpeg.h"
#include "stride/data/image/orientation.h"

namespace stride {
namespace {

int64_t BigEndian32(absl::string_view bytes, size_t offset) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[offset + i]);
  return value;
}

// PNG says its sizes at a fixed place; OpenCV's own limit is 2^30 pixels for every format.
absl::Status CheckPngSize(absl::string_view bytes, int64_t max_pixels) {
  constexpr char kSignature[] = "\x89PNG\r\n\x1a\n";
  if (bytes.size() < 24 || bytes.substr(0, 8) != kSignature) return absl::OkStatus();
  const int64_t width = BigEndian32(bytes, 16);
  const int64_t height = BigEndian32(bytes, 20);
  if (height == 0 || width <= max_pixels / height) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("PNG of ", height, "x", width,
                                                 " pixels, more than the ", max_pixels,
                                                 " allowed; raise max_pixels"));
}

absl::StatusOr<Image> FromMat(const cv::Mat& mat, int64_t max_pixels) {
  if (int64_t{mat.rows} * mat.cols > max_pixels) {
    return absl::InvalidArgumentError(absl::StrCat("picture of ", mat.rows, "x", mat.cols,
                                                   " pixels, more than the ", max_pixels,
                                                   " allowed; raise max_pixels"));
  }
  if (mat.depth() != CV_8U || (mat.channels() != 1 && mat.channels() != 3)) {
    return absl::InvalidArgumentError(absl::StrCat("picture with ", mat.channels(),
                                                   " channels of OpenCV depth ", mat.depth(),
                                                   "; expected 1 or 3 of 8 bits"));
  }
  Image image(mat.rows, mat.cols, mat.channels());
  cv::Mat out(mat.rows, mat.cols, mat.type(), image.mutable_data());
  if (mat.channels() == 3) {
    cv::cvtColor(mat, out, cv::COLOR_BGR2RGB);
  } else {
    mat.copyTo(out);
  }
  return image;
}

absl::StatusOr<Image> DecodeByOpenCv(absl::string_view bytes, const DecodeOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckPngSize(bytes, options.max_pixels));
  if (bytes.size() > std::numeric_limits<int>::max()) {
    return absl::InvalidArgumentError(
        absl::StrCat("picture of ", bytes.size(), " bytes; OpenCV decodes up to 2 GiB"));
  }
  int flags = cv::IMREAD_ANYCOLOR;  // 8 bits; grey or colour as the file is
  if (!options.apply_exif_orientation) flags |= cv::IMREAD_IGNORE_ORIENTATION;
  try {
    const cv::Mat raw(1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
    const cv::Mat mat = cv::imdecode(raw, flags);
    if (!mat.empty()) return FromMat(mat, options.max_pixels);
  } catch (const cv::Exception& error) {
    return absl::DataLossError(absl::StrCat("picture cannot be decoded: ", error.err,
                                            "; fetch it again, or leave it out"));
  }
  return absl::DataLossError(
      absl::StrCat("not a picture that can be decoded (", bytes.size(),
                   " bytes); it is damaged, or of a format other than JPEG, PNG, WebP, TIFF, BMP, "
                   "PPM"));
}

absl::StatusOr<Image> DecodeAnyColor(absl::string_view bytes, const DecodeOptions& options) {
  if (!IsJpeg(bytes)) return DecodeByOpenCv(bytes, options);
  absl::StatusOr<Image> image = DecodeJpeg(bytes, options.max_pixels);
  if (absl::IsUnimplemented(image.status())) return DecodeByOpenCv(bytes, options);
  if (image.ok() && options.apply_exif_orientation) {
    return Upright(*image, ExifOrientation(bytes));
  }
  return image;
}

Image InColor(Image image, ColorMode color) {
  if (color == ColorMode::kRgb) return ToRgb(image);
  if (color == ColorMode::kGrey) return ToGrey(image);
  return image;
}

// A file that was cut short does not end as a JPEG does. It is decoded as a whole, to say so.
bool IsWholeUprightJpeg(absl::string_view bytes, const DecodeOptions& options) {
  return IsJpeg(bytes) && bytes.substr(bytes.size() - 2) == "\xff\xd9" &&
         (!options.apply_exif_orientation || ExifOrientation(bytes) == 1);
}

absl::Status InFile(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
}

}  // namespace

absl::StatusOr<Image> DecodeImage(absl::string_view bytes, const DecodeOptions& options) {
  if (bytes.empty()) {
    return absl::DataLossError("empty, expected a picture; fetch it again, or leave it out");
  }
  STRIDE_ASSIGN_OR_RETURN(Image image, DecodeAnyColor(bytes, options));
  return InColor(std::move(image), options.color);
}

absl::StatusOr<ImagePart> DecodePart(absl::string_view bytes, BoxChooser choose,
                                     const DecodeOptions& options) {
  if (IsWholeUprightJpeg(bytes, options)) {
    absl::StatusOr<ImagePart> part = DecodeJpegPart(bytes, options.max_pixels, choose);
    if (part.ok()) part->image = InColor(std::move(part->image), options.color);
    if (!absl::IsUnimplemented(part.status())) return part;
  }
  STRIDE_ASSIGN_OR_RETURN(Image image, DecodeImage(bytes, options));
  const ImageBox box = choose(image.height(), image.width());
  return ImagePart{std::move(image), box};
}

absl::StatusOr<Image> ReadImage(const std::string& path, const DecodeOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  absl::StatusOr<Image> image = DecodeImage(bytes, options);
  return image.ok() ? std::move(image) : InFile(path, image.status());
}

absl::StatusOr<ImagePart> ReadPart(const std::string& path, BoxChooser choose,
                                   const DecodeOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  absl::StatusOr<ImagePart> part = DecodePart(bytes, choose, options);
  return part.ok() ? std::move(part) : InFile(path, part.status());
}

}  // namespace stride
