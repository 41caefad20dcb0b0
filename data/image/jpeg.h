// JPEG by libjpeg-turbo itself: OpenCV passes over truncated and damaged files without a word.
#ifndef STRIDE_DATA_IMAGE_JPEG_H_
#define STRIDE_DATA_IMAGE_JPEG_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/image/image.h"
#include "stride/data/image/part.h"

namespace stride {

bool IsJpeg(absl::string_view bytes);

// Grey files to grey, colour files to RGB. InvalidArgument for more than max_pixels, before they
// are allocated; DataLoss for truncated or damaged data; Unimplemented for CMYK.
absl::StatusOr<Image> DecodeJpeg(absl::string_view bytes, int64_t max_pixels);

// Of it a part, to the bit as in the whole, without decoding what is beside and below it. `choose`
// is not called where the result is InvalidArgument or Unimplemented.
absl::StatusOr<ImagePart> DecodeJpegPart(absl::string_view bytes, int64_t max_pixels,
                                         BoxChooser choose);

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_JPEG_H_
