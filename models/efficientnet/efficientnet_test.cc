#include "stride/models/efficientnet/efficientnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Efficientnet, HasThePublishedSize) {
  EfficientnetOptions options;
  const auto b0 = MakeEfficientnet(options);
  ASSERT_TRUE(b0.ok()) << b0.status();
  EXPECT_EQ(CountParameters(**b0), 5288548);
  EXPECT_NEAR(static_cast<double>(CountMultiplyAdds(**b0)), 0.39e9, 0.01e9);
  EXPECT_EQ(*PublishedInput("efficientnet_b7"), (ImageShape{3, 600, 600}));
}

TEST(Efficientnet, OptionsOutOfRangeAreExplained) {
  EfficientnetOptions options;
  options.stages = {{false, 1, 3, 1, 8, 8, 2}};
  options.stochastic_depth = 2;  // 1 for the second of two blocks
  EXPECT_THAT(MakeEfficientnet(options).status().ToString(), HasSubstr("must be in [0, 1)"));
}

}  // namespace
}  // namespace stride
