// From an Image to the bytes of a picture file.
#ifndef STRIDE_DATA_IMAGE_ENCODE_H_
#define STRIDE_DATA_IMAGE_ENCODE_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/data/image/image.h"

namespace stride {

// InvalidArgument: an empty image, a quality out of range.
absl::StatusOr<std::string> EncodePng(const Image& image);

// quality: 0 to 100. Colours have half the resolution.
absl::StatusOr<std::string> EncodeJpeg(const Image& image, int quality = 95);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_ENCODE_H_
