// From the bytes of a picture file to an Image.
#ifndef STRIDE_DATA_IMAGE_DECODE_H_
#define STRIDE_DATA_IMAGE_DECODE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/image/image.h"
#include "stride/data/image/part.h"

namespace stride {

enum class ColorMode {
  kAsIs,  // grey files to grey, all others to RGB
  kRgb,
  kGrey,  // Pillow's convert("L"): ITU-R 601-2 luma in integers
};

struct DecodeOptions {
  ColorMode color = ColorMode::kRgb;
  bool apply_exif_orientation = true;  // as the photographer held the camera (torchvision: false)
  int64_t max_pixels = 178956970;      // twice what Pillow warns of; more is refused
};

// JPEG, with Pillow's pixels, and what OpenCV reads: PNG, WebP, TIFF, BMP, PPM ... Transparency is
// dropped, 16 bits become 8. InvalidArgument: more than max_pixels. DataLoss: empty, of another
// format, cut short, or damaged as far as the format can tell (CMYK JPEG: not at all).
absl::StatusOr<Image> DecodeImage(absl::string_view bytes, const DecodeOptions& options = {});

// The same where only a part is looked at: its pixels are DecodeImage's to the bit. Of a JPEG that
// lies upright, rows and columns outside of the part are not decoded, and nothing is said of damage
// that only rows below it have.
absl::StatusOr<ImagePart> DecodePart(absl::string_view bytes, BoxChooser choose,
                                     const DecodeOptions& options = {});

// The same for a file; every error begins with its path.
absl::StatusOr<Image> ReadImage(const std::string& path, const DecodeOptions& options = {});
absl::StatusOr<ImagePart> ReadPart(const std::string& path, BoxChooser choose,
                                   const DecodeOptions& options = {});

}  // namespace stride

#endif  // STRIDE_DATA_IMAGE_DECODE_H_
