#include "stride/data/image/grey.h"

#include <gtest/gtest.h>

namespace stride {
namespace {

TEST(Grey, WeighsTheChannels) {
  Image image(1, 1, 3);
  image.mutable_data()[0] = 10;
  image.mutable_data()[1] = 100;
  image.mutable_data()[2] = 200;
  EXPECT_EQ(ToGrey(image).data()[0], 84);  // 0.299 x 10 + 0.587 x 100 + 0.114 x 200
  EXPECT_EQ(ToRgb(image), image);
}

TEST(Grey, ThereAndBackIsTheSame) {
  Image image(16, 16, 1);
  for (int i = 0; i < 256; ++i) image.mutable_data()[i] = static_cast<uint8_t>(i);
  EXPECT_EQ(ToRgb(image).channels(), 3);
  EXPECT_EQ(ToGrey(ToRgb(image)), image);
  EXPECT_EQ(ToGrey(image), image);
}

}  // namespace
}  // namespace stride
