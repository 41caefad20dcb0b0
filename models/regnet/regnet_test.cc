#include "stride/models/regnet/regnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Regnet, StagesAreThePublishedOnes) {
  const auto stages = RegnetStages({});  // regnet_x_400mf: figure 15
  ASSERT_EQ(stages.size(), 4);
  const int64_t blocks[] = {1, 2, 7, 12};
  const int64_t widths[] = {32, 64, 160, 400};
  for (size_t i = 0; i < stages.size(); ++i) {
    EXPECT_EQ(stages[i].blocks, blocks[i]);
    EXPECT_EQ(stages[i].width, widths[i]);
    EXPECT_EQ(stages[i].group_width, 16);
  }
}

TEST(Regnet, HasThePublishedSize) {
  const auto x_400mf = MakeRegnet({});
  ASSERT_TRUE(x_400mf.ok()) << x_400mf.status();
  EXPECT_EQ(CountParameters(**x_400mf), 5495976);
  EXPECT_NEAR(static_cast<double>(CountMultiplyAdds(**x_400mf)), 0.4e9, 0.02e9);
}

TEST(Regnet, OptionsOutOfRangeAreExplained) {
  RegnetOptions options;
  options.step = 1;
  EXPECT_THAT(MakeRegnet(options).status().ToString(), HasSubstr("step above 1"));
}

}  // namespace
}  // namespace stride
