#include "stride/models/mobilenet/mobilenet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Mobilenet, WidthMultipliesChannels) {
  MobilenetOptions options;
  options.input = {3, 32, 32};
  const auto v2 = MakeMobilenet(options);
  ASSERT_TRUE(v2.ok()) << v2.status();
  EXPECT_EQ(CountParameters(**v2), 3504872);
  options.width = 0.5;
  EXPECT_EQ(CountParameters(**MakeMobilenet(options)), 1968680);
}

TEST(Mobilenet, OptionsOutOfRangeAreExplained) {
  MobilenetOptions options;
  options.dropout = 2;
  EXPECT_THAT(MakeMobilenet(options).status().ToString(), HasSubstr("dropout must be in [0, 1]"));
}

}  // namespace
}  // namespace stride
