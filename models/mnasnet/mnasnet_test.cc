#include "stride/models/mnasnet/mnasnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Mnasnet, HasThePublishedSizes) {
  const auto mnasnet = MakeModel("mnasnet0_5", {});
  ASSERT_TRUE(mnasnet.ok()) << mnasnet.status();
  EXPECT_EQ(CountParameters(**mnasnet), 2218512);
}

TEST(Mnasnet, WidthIsPositive) {
  MnasnetOptions options;
  options.width = 0;
  EXPECT_THAT(MakeMnasnet(options).status().ToString(), HasSubstr("above 0, found 0"));
}

TEST(Mnasnet, ChannelsThatDoNotFitAreExplained) {
  MnasnetOptions options;
  options.input = {0, 32, 32};
  EXPECT_THAT(MakeMnasnet(options).status().ToString(), HasSubstr("at least 1"));
}

}  // namespace
}  // namespace stride
