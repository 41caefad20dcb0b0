#include "stride/data/image/orientation.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "stride/data/image/decode.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

Image Wide() {
  Image image(8, 16, 3);
  std::memset(image.mutable_data(), 99, image.size_bytes());
  return image;
}

// An EXIF segment with the orientation alone, behind the mark of the beginning.
std::string WithOrientation(std::string jpeg, char orientation) {
  std::string exif("Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0?\0\0\0\0\0\0\0", 32);
  exif[24] = orientation;
  const char length = static_cast<char>(exif.size() + 2);
  return jpeg.insert(2, std::string("\xff\xe1\0", 3) + length + exif);
}

TEST(Orientation, IsReadFromExif) {
  const std::string jpeg = *EncodeJpeg(Wide());
  EXPECT_EQ(ExifOrientation(jpeg), 1);
  for (char value = 1; value <= 8; ++value) {
    EXPECT_EQ(ExifOrientation(WithOrientation(jpeg, value)), value);
  }
  EXPECT_EQ(ExifOrientation(WithOrientation(jpeg, 9)), 1);
  EXPECT_EQ(ExifOrientation("no JPEG"), 1);
}

// The six pixels 123 / 456 as stored; how each orientation is to be seen.
TEST(Orientation, TurnsPicturesUpright) {
  Image image(2, 3, 1);
  for (int i = 0; i < 6; ++i) image.mutable_data()[i] = static_cast<uint8_t>('1' + i);
  const char* expected[] = {"123456", "321654", "654321", "456123",
                            "142536", "415263", "635241", "362514"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Image upright = Upright(image, orientation);
    EXPECT_EQ(upright.height(), orientation < 5 ? 2 : 3);
    EXPECT_EQ(std::string(upright.data(), upright.data() + 6), expected[orientation - 1])
        << orientation;
  }
}

TEST(Orientation, IsAppliedUnlessDeclined) {
  const std::string jpeg = WithOrientation(*EncodeJpeg(Wide()), 6);
  EXPECT_EQ(DecodeImage(jpeg)->height(), 16);
  const ImagePart part = *DecodePart(jpeg, [](int height, int /*width*/) {
    return ImageBox{height - 1, 0, 1, 1};
  });
  EXPECT_EQ(part.image.height(), 16);
  DecodeOptions options;
  options.apply_exif_orientation = false;
  EXPECT_EQ(DecodeImage(jpeg, options)->height(), 8);
}

}  // namespace
}  // namespace stride
