#include "stride/data/image/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "stride/data/base/file.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// A smooth picture: JPEG keeps it nearly as it is.
Image Gradient(int height, int width, int channels) {
  Image image(height, width, channels);
  uint8_t* to = image.mutable_data();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c) {
        *to++ = static_cast<uint8_t>(c == 0 ? 5 * x : (c == 1 ? 6 * y : 90));
      }
    }
  }
  return image;
}

int LargestDifference(const Image& a, const Image& b) {
  int largest = 0;
  for (int64_t i = 0; i < a.size_bytes(); ++i) {
    largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
  }
  return largest;
}

DecodeOptions AsIs() {
  DecodeOptions options;
  options.color = ColorMode::kAsIs;
  return options;
}

TEST(Decode, PngComesBackAsItWas) {
  for (const int channels : {1, 3}) {
    const Image image = Gradient(9, 7, channels);
    EXPECT_EQ(*DecodeImage(*EncodePng(image), AsIs()), image);
  }
}

TEST(Decode, JpegComesBackNearlyAsItWas) {
  for (const int channels : {1, 3}) {
    const Image image = Gradient(33, 40, channels);
    const Image decoded = *DecodeImage(*EncodeJpeg(image, 98), AsIs());
    ASSERT_EQ(decoded.channels(), channels);
    EXPECT_LE(LargestDifference(decoded, image), 12);
  }
}

TEST(Decode, ConvertsToTheColorModeThatIsAskedFor) {
  const Image grey = Gradient(4, 4, 1);
  const Image rgb = *DecodeImage(*EncodePng(grey));
  EXPECT_EQ(rgb.channels(), 3);
  EXPECT_EQ(rgb.data()[3], grey.data()[1]);
  EXPECT_EQ(rgb.data()[5], grey.data()[1]);
  DecodeOptions options;
  options.color = ColorMode::kGrey;
  const Image back = *DecodeImage(*EncodePng(Gradient(4, 4, 3)), options);
  EXPECT_EQ(back.channels(), 1);
  // (R, G, B) = (10, 12, 90) at row 2, column 2: 0.299 R + 0.587 G + 0.114 B = 20.3.
  EXPECT_EQ(back.row(2)[2], 20);
}

TEST(Decode, EveryTruncationOfAJpegIsAnError) {
  const std::string jpeg = *EncodeJpeg(Gradient(40, 48, 3), 90);
  // The last two bytes are the mark of the end, which no pixel needs.
  for (size_t length = 0; length + 2 < jpeg.size(); ++length) {
    const absl::Status status = DecodeImage(jpeg.substr(0, length)).status();
    EXPECT_FALSE(status.ok()) << length << " of " << jpeg.size();
  }
  EXPECT_THAT(DecodeImage(jpeg.substr(0, jpeg.size() / 2)).status().ToString(),
              AllOf(HasSubstr("DATA_LOSS"), HasSubstr("truncated or damaged")));
}

TEST(Decode, EveryTruncationOfAPngIsAnError) {
  const std::string png = *EncodePng(Gradient(20, 20, 3));
  for (size_t length = 0; length + 12 < png.size(); ++length) {  // IEND has 12 bytes
    EXPECT_FALSE(DecodeImage(png.substr(0, length)).ok()) << length << " of " << png.size();
  }
}

// No flipped bit may end the process; where the format can tell, it is an error.
TEST(Decode, FlippedBitsAreErrorsOrPictures) {
  for (const std::string& file :
       {*EncodeJpeg(Gradient(24, 24, 3), 90), *EncodePng(Gradient(24, 24, 3))}) {
    int errors = 0;
    for (size_t byte = 0; byte < file.size(); ++byte) {
      std::string flipped = file;
      flipped[byte] ^= 1 << byte % 8;
      DecodeOptions options;
      options.max_pixels = 1 << 20;
      errors += !DecodeImage(flipped, options).ok();
    }
    EXPECT_GT(errors, static_cast<int>(file.size()) / 20);
  }
}

TEST(Decode, HugePicturesAreRefusedBeforeTheyAreAllocated) {
  std::string jpeg = *EncodeJpeg(Gradient(8, 8, 3), 90);
  const size_t sizes = jpeg.find("\xff\xc0") + 5;
  jpeg.replace(sizes, 4, "\xff\xdc\xff\xdc");
  EXPECT_THAT(DecodeImage(jpeg).status().ToString(),
              HasSubstr("JPEG of 65500x65500 pixels, more than the 178956970 allowed"));
  std::string png = *EncodePng(Gradient(8, 8, 3));
  png.replace(16, 8, std::string("\0\1\0\0\0\1\0\0", 8));
  EXPECT_THAT(DecodeImage(png).status().ToString(), HasSubstr("PNG of 65536x65536 pixels"));
}

TEST(Decode, StrayBytesBetweenTheSegmentsOfAJpegAreSkipped) {
  const std::string jpeg = *EncodeJpeg(Gradient(8, 8, 3));
  std::string stray = jpeg;
  stray.insert(jpeg.find("\xff\xdb"), 3, '\0');
  EXPECT_EQ(*DecodeImage(stray), *DecodeImage(jpeg));
}

TEST(Decode, WhatIsNoPictureIsAnError) {
  EXPECT_THAT(DecodeImage("").status().ToString(), HasSubstr("empty"));
  EXPECT_THAT(DecodeImage("hello").status().ToString(),
              HasSubstr("not a picture that can be decoded (5 bytes)"));
  EXPECT_FALSE(DecodeImage("\xff\xd8\xff").ok());
}

// The pixels of `box`, one row after the other.
std::string PixelsOf(const Image& image, const ImageBox& box) {
  std::string pixels;
  for (int y = box.top; y < box.top + box.height; ++y) {
    const uint8_t* from = image.row(y) + box.left * image.channels();
    pixels.append(from, from + box.width * image.channels());
  }
  return pixels;
}

TEST(DecodePart, HasThePixelsOfTheWhole) {
  const Image picture = Gradient(45, 67, 3);
  for (const std::string& file : {*EncodeJpeg(picture, 60), *EncodePng(picture)}) {
    const Image whole = *DecodeImage(file);
    for (int top = 0; top < 45; top += 4) {
      for (int left = 0; left < 67; left += 3) {
        for (const int side : {1, 9, 80}) {
          const ImageBox box{top, left, std::min(side, 45 - top), std::min(side, 67 - left)};
          const auto choose = [&](int height, int width) {
            EXPECT_EQ(height * width, 45 * 67);
            return box;
          };
          const ImagePart part = *DecodePart(file, choose);
          ASSERT_EQ(PixelsOf(part.image, part.box), PixelsOf(whole, box))
              << box.height << "x" << box.width << " at " << top << ", " << left;
        }
      }
    }
  }
}

TEST(DecodePart, OfAJpegIsNotMuchMoreThanThePart) {
  const std::string jpeg = *EncodeJpeg(Gradient(200, 300, 3));
  const ImagePart part = *DecodePart(jpeg, [](int, int) { return ImageBox{50, 100, 20, 30}; });
  EXPECT_EQ(part.image.height(), 20);
  EXPECT_LE(part.image.width(), 30 + 2 * 8 + 16);  // neighbours, and what begins the block
}

TEST(DecodePart, TruncationIsAnErrorWhereverThePartIs) {
  const std::string jpeg = *EncodeJpeg(Gradient(40, 48, 3), 90);
  const auto first_pixel = [](int, int) { return ImageBox{0, 0, 1, 1}; };
  for (size_t length = 0; length + 2 < jpeg.size(); ++length) {
    EXPECT_FALSE(DecodePart(jpeg.substr(0, length), first_pixel).ok()) << length;
  }
}

TEST(ReadImage, ErrorsBeginWithThePath) {
  const std::string path = ::testing::TempDir() + "/bad.jpg";
  ASSERT_TRUE(WriteFileAtomically(path, "hello").ok());
  EXPECT_THAT(ReadImage(path).status().ToString(), HasSubstr("bad.jpg: not a picture"));
  EXPECT_THAT(ReadImage("/none.png").status().ToString(), HasSubstr("/none.png"));
  const auto pixel = [](int, int) { return ImageBox{0, 0, 1, 1}; };
  EXPECT_THAT(ReadPart(path, pixel).status().ToString(), HasSubstr("bad.jpg: not a picture"));
}

}  // namespace
}  // namespace stride
