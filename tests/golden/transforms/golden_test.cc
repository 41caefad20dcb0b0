// Decoders and transforms against Pillow's and torchvision's (make_golden.py): equal, to the bit,
// but for CMYK.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "stride/data/base/file.h"
#include "stride/data/image/decode.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/normalize.h"
#include "stride/tests/golden/transforms/compare.h"

namespace stride {
namespace {

std::string Golden(const std::string& name) { return ReadFile(kGoldenFolder + name).value(); }

Image Picture(const std::string& name, ColorMode color = ColorMode::kRgb) {
  DecodeOptions options;
  options.color = color;
  return ReadImage(kGoldenFolder + name, options).value();
}

class DecodeGolden : public ::testing::TestWithParam<const char*> {};

TEST_P(DecodeGolden, RgbAndGreyArePillows) {
  const std::string name = GetParam();
  const Image rgb = Picture(name);
  EXPECT_EQ(rgb.height(), 19);
  EXPECT_EQ(rgb.width(), 21);
  EXPECT_TRUE(Samples(rgb) + Samples(Picture(name, ColorMode::kGrey)) == Golden(name + ".u8"));
}

INSTANTIATE_TEST_SUITE_P(Files, DecodeGolden,
                         ::testing::Values("rgb_420.jpg", "rgb_444.jpg", "progressive.jpg",
                                           "grey.jpg", "rgb.png", "grey.png", "rgba.png",
                                           "palette.png"));

class DecodePartGolden : public ::testing::TestWithParam<const char*> {};

// From every pixel on: to the last one, and three by two.
TEST_P(DecodePartGolden, IsAPartOfTheWhole) {
  const Image whole = Picture(GetParam());
  const std::string file = Golden(GetParam());
  for (int top = 0; top < 19; ++top) {
    for (int left = 0; left < 21; ++left) {
      for (const ImageBox& box :
           {ImageBox{top, left, 19 - top, 21 - left},
            ImageBox{top, left, std::min(3, 19 - top), std::min(2, 21 - left)}}) {
        const ImagePart part = DecodePart(file, [&](int, int) { return box; }).value();
        const ImageBox& in = part.box;
        ASSERT_TRUE(Crop(part.image, in.top, in.left, in.height, in.width).value() ==
                    Crop(whole, box.top, box.left, box.height, box.width).value())
            << box.height << "x" << box.width << " at " << top << ", " << left;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, DecodePartGolden,
                         ::testing::Values("rgb_420.jpg", "rgb_444.jpg", "progressive.jpg",
                                           "grey.jpg", "cmyk.jpg", "palette.png"));

TEST(DecodeGolden, AsIsKeepsGrey) {
  for (const std::string name : {"grey.jpg", "grey.png"}) {
    EXPECT_TRUE(Picture(name, ColorMode::kAsIs) == Picture(name, ColorMode::kGrey)) << name;
  }
}

TEST(DecodeGolden, SixteenBitsLoseTheLowerEight) {
  EXPECT_TRUE(Picture("grey_16.png", ColorMode::kAsIs) == Picture("grey.png", ColorMode::kAsIs));
}

// OpenCV multiplies the inks by black with another rounding than Pillow.
TEST(DecodeGolden, CmykIsPillowsButForRounding) {
  const std::string samples = Samples(Picture("cmyk.jpg"));
  const std::string golden = Golden("cmyk.jpg.u8");
  for (size_t i = 0; i < samples.size(); ++i) {
    const int difference = static_cast<uint8_t>(samples[i]) - static_cast<uint8_t>(golden[i]);
    ASSERT_LE(std::abs(difference), 2) << i;
  }
}

TEST(TransformGolden, Pad) {
  std::string samples;
  for (const PaddingMode mode : {PaddingMode::kConstant, PaddingMode::kEdge, PaddingMode::kReflect,
                                 PaddingMode::kSymmetric}) {
    const Image padded = Pad(Picture("rgb.png"), {2, 3, 4, 5}, mode, 77).value();
    EXPECT_EQ(padded.height(), 27);
    EXPECT_EQ(padded.width(), 27);
    samples += Samples(padded);
  }
  EXPECT_TRUE(samples == Golden("pad.u8"));
}

TEST(TransformGolden, CropAndFlip) {
  EXPECT_TRUE(Samples(Crop(Picture("rgb.png"), 3, 5, 7, 11).value()) == Golden("crop.u8"));
  EXPECT_TRUE(Samples(HorizontalFlip(Picture("rgb.png"))) == Golden("horizontal_flip.u8"));
}

// Every sample value in every channel.
Image Ramps() {
  Image image(16, 16, 3);
  uint8_t* to = image.mutable_data();
  for (int i = 0; i < 256; ++i) {
    *to++ = static_cast<uint8_t>(i);
    *to++ = static_cast<uint8_t>(255 - i);
    *to++ = static_cast<uint8_t>(i % 16 * 16 + i / 16);
  }
  return image;
}

std::vector<float> Normalized(const Normalize& normalize, MemoryLayout layout) {
  std::vector<float> out(3 * 256);
  const absl::Status status = Normalizer::Create(normalize).value().Write(Ramps(), layout, &out[0]);
  EXPECT_TRUE(status.ok()) << status;
  return out;
}

// Compares the bits.
void ExpectGolden(const Normalize& normalize, const std::string& name) {
  const std::string golden = Golden(name);
  const std::vector<float> chw = Normalized(normalize, MemoryLayout::kContiguous);
  const std::vector<float> hwc = Normalized(normalize, MemoryLayout::kChannelsLast);
  ASSERT_EQ(golden.size(), chw.size() * sizeof(float));
  EXPECT_EQ(std::memcmp(chw.data(), golden.data(), golden.size()), 0) << name;
  for (int i = 0; i < 3 * 256; ++i) {
    EXPECT_EQ(hwc[i % 256 * 3 + i / 256], chw[i]) << name << i;
  }
}

TEST(TransformGolden, ToTensorAndNormalize) {
  ExpectGolden({}, "to_tensor.f32");
  ExpectGolden(Cifar10Normalize(), "normalize.f32");
}

}  // namespace
}  // namespace stride
