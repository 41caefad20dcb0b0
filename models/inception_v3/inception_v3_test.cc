#include "stride/models/inception_v3/inception_v3.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(InceptionV3, HasThePublishedSizes) {
  const auto inception = MakeInceptionV3({});
  ASSERT_TRUE(inception.ok()) << inception.status();
  EXPECT_EQ(CountParameters(**inception), 27161264);
}

TEST(InceptionV3, WhatIsTooSmallForTheAuxiliaryHeadIsExplained) {
  InceptionV3Options options;
  options.input = {3, 298, 298};
  EXPECT_THAT(MakeInceptionV3(options).status().ToString(), HasSubstr("AuxLogits.conv1.conv"));
}

TEST(InceptionV3, WithoutAuxiliaryHeadTakesSmallerImages) {
  InceptionV3Options options;
  options.auxiliary_head = false;
  options.input = {3, 74, 74};
  EXPECT_THAT(MakeInceptionV3(options).status().ToString(), HasSubstr("Mixed_7a"));
}

}  // namespace
}  // namespace stride
