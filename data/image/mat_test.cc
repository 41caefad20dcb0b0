#include "stride/data/image/mat.h"

#include <gtest/gtest.h>

namespace stride {
namespace {

TEST(Mat, IsAViewOfTheImage) {
  Image image(2, 3, 3);
  cv::Mat mat = MutableMat(image);
  mat.setTo(cv::Scalar(1, 2, 3));
  EXPECT_EQ(image.row(1)[8], 3);
  EXPECT_EQ(ConstMat(image).data, image.data());
  EXPECT_EQ(ConstMat(image).size(), cv::Size(3, 2));
}

TEST(Mat, TurnsOffOpenCvsThreads) {
  ConstMat(Image(1, 1, 1));
  EXPECT_EQ(cv::getNumThreads(), 1);
}

}  // namespace
}  // namespace stride
