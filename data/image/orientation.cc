#include "stride/data/image/orientation.h"

#include <libexif/exif-data.h>

#include <cstring>

namespace stride {

int ExifOrientation(absl::string_view jpeg) {
  ExifData* data = exif_data_new_from_data(reinterpret_cast<const unsigned char*>(jpeg.data()),
                                           static_cast<unsigned int>(jpeg.size()));
  if (data == nullptr) return 1;
  int orientation = 1;
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry != nullptr && entry->format == EXIF_FORMAT_SHORT && entry->size >= 2) {
    orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
  }
  exif_data_unref(data);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

// Stored row 0 and column 0 are, by the standard's table, these sides of the upright picture: 1 top
// left, 2 top right, 3 bottom right, 4 bottom left, 5 left top, 6 right top, 7 right bottom, 8 left
// bottom.
Image Upright(const Image& image, int orientation) {
  if (orientation < 2 || orientation > 8) return image;
  const bool swapped = orientation >= 5;
  const bool mirrored_rows =
      orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  const bool mirrored_columns =
      orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const int height = swapped ? image.width() : image.height();
  const int width = swapped ? image.height() : image.width();
  Image out(height, width, image.channels());
  uint8_t* to = out.mutable_data();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, to += image.channels()) {
      const int row = mirrored_rows ? height - 1 - y : y;
      const int column = mirrored_columns ? width - 1 - x : x;
      const uint8_t* from_row = image.row(swapped ? column : row);
      const uint8_t* from = from_row + int64_t{swapped ? row : column} * image.channels();
      std::memcpy(to, from, image.channels());
    }
  }
  return out;
}

}  // namespace stride
