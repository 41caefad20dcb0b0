#include "stride/data/image/image.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace stride {
namespace {

TEST(Image, CopiesShareTheirPixelsUntilOneIsWrittenTo) {
  Image a(2, 2, 3);
  a.mutable_data()[0] = 1;
  Image b = a;
  EXPECT_EQ(a.data(), b.data());
  b.mutable_data()[0] = 2;
  EXPECT_NE(a.data(), b.data());
  EXPECT_EQ(a.data()[0], 1);
  EXPECT_EQ(b.data()[0], 2);
}

TEST(Image, AViewIsCopiedBeforeItIsWrittenTo) {
  const auto pixels = std::make_shared<std::vector<uint8_t>>(6, 7);
  Image view = Image::View(pixels->data(), 2, 3, 1, pixels);
  EXPECT_EQ(view.data(), pixels->data());
  EXPECT_EQ(view.row(1), pixels->data() + 3);
  EXPECT_EQ(pixels.use_count(), 2);
  view.mutable_data()[0] = 9;
  EXPECT_EQ(pixels->at(0), 7);
  EXPECT_EQ(pixels.use_count(), 1);
  EXPECT_EQ(view.data()[1], 7);
}

TEST(Image, AnUnsharedImageIsWrittenInPlace) {
  Image image(1, 1, 1);
  const uint8_t* before = image.data();
  EXPECT_EQ(image.mutable_data(), before);
}

TEST(Image, EqualityIsOfSizesAndPixels) {
  Image a(1, 2, 1), b(2, 1, 1);
  for (Image* image : {&a, &b}) image->mutable_data()[0] = image->mutable_data()[1] = 5;
  EXPECT_FALSE(a == b);
  EXPECT_TRUE(a == Image(a));
  EXPECT_TRUE(Image().empty());
}

}  // namespace
}  // namespace stride
