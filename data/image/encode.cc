#include "stride/data/image/encode.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/image/mat.h"

namespace stride {
namespace {

absl::StatusOr<std::string> Encode(const Image& image, const char* extension,
                                   const std::vector<int>& parameters) {
  if (image.empty()) return absl::InvalidArgumentError("an empty image cannot be encoded");
  try {
    cv::Mat mat = ConstMat(image);
    cv::Mat bgr;
    if (image.channels() == 3) {
      cv::cvtColor(mat, bgr, cv::COLOR_RGB2BGR);
      mat = bgr;
    }
    std::vector<uint8_t> bytes;
    if (cv::imencode(extension, mat, bytes, parameters)) {
      return std::string(bytes.begin(), bytes.end());
    }
    return absl::InternalError(absl::StrCat("OpenCV cannot encode as ", extension));
  } catch (const cv::Exception& error) {
    return absl::InternalError(
        absl::StrCat("OpenCV cannot encode as ", extension, ": ", error.err));
  }
}

}  // namespace

absl::StatusOr<std::string> EncodePng(const Image& image) { return Encode(image, ".png", {}); }

absl::StatusOr<std::string> EncodeJpeg(const Image& image, int quality) {
  if (quality < 0 || quality > 100) {
    return absl::InvalidArgumentError(absl::StrCat("JPEG quality must be 0 to 100, is ", quality));
  }
  return Encode(image, ".jpg", {cv::IMWRITE_JPEG_QUALITY, quality});
}

}  // namespace stride
