#include "stride/models/swin/swin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Swin, HasThePublishedSize) {
  const auto tiny = MakeSwin({});
  ASSERT_TRUE(tiny.ok()) << tiny.status();
  EXPECT_EQ(CountParameters(**tiny), 28288354);
  EXPECT_NEAR(static_cast<double>(CountMultiplyAdds(**tiny)), 4.5e9, 0.1e9);
}

TEST(Swin, WhatDoesNotFitIsExplained) {
  SwinOptions options;
  options.input = {3, 3, 8};
  EXPECT_THAT(MakeSwin(options).status().ToString(), HasSubstr("+ 1 = 0"));
  options.heads = 5;
  EXPECT_THAT(MakeSwin(options).status().ToString(), HasSubstr("5 heads do not divide"));
}

}  // namespace
}  // namespace stride
