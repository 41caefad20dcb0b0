// JPEG by libjpeg-turbo itself: OpenCV passes over truncated and damaged files without a word.
#ifndef STRIDE_DATA_IMAGE_JPEG_H_
#define STRIDE_DATA_IMAGE_JPEG_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/image/image.h"

namespace stride {

bool IsJpeg(absl::string_view bytes);

// Grey files to grey, colour files to RGB. InvalidArgument for more than max_pixels, before they
// are allocated; DataLoss for truncated or damaged data; Unimplemented for CMYK.
absl::StatusOr<Image> DecodeJpeg(absl::string_view bytes, int64_t max_pixels);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_JPEG_H_
