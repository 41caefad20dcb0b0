#include <gtest/gtest.h>
#include <ATen/ATen.h>
#include <opencv2/imgcodecs.hpp>
#include "absl/strings/str_cat.h"
TEST(Hermetic, Links) { EXPECT_EQ(absl::StrCat(at::ones({2, 2}).matmul(at::ones({2, 2})).sum().item<int>()), "8"); cv::Mat m(4, 4, CV_8UC3); std::vector<uchar> v; cv::imencode(".png", m, v); EXPECT_GT(v.size(), 8); }
