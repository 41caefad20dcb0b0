#include "stride/data/image/encode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

namespace stride {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Image Plain() {
  Image image(3, 5, 3);
  std::memset(image.mutable_data(), 7, image.size_bytes());
  return image;
}

TEST(Encode, WritesTheFormatThatIsAskedFor) {
  EXPECT_THAT(*EncodePng(Plain()), StartsWith("\x89PNG"));
  EXPECT_THAT(*EncodeJpeg(Plain()), StartsWith("\xff\xd8\xff"));
}

TEST(Encode, RefusesWhatIsNoPictureAndNoQuality) {
  EXPECT_THAT(EncodePng(Image()).status().ToString(), HasSubstr("empty image"));
  EXPECT_THAT(EncodeJpeg(Image()).status().ToString(), HasSubstr("empty image"));
  EXPECT_THAT(EncodeJpeg(Plain(), 101).status().ToString(), HasSubstr("0 to 100, is 101"));
}

}  // namespace
}  // namespace stride
