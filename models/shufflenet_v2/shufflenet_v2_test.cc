#include "stride/models/shufflenet_v2/shufflenet_v2.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(ShufflenetV2, HasThePublishedSizes) {
  const auto shufflenet = MakeModel("shufflenet_v2_x1_0", {});
  ASSERT_TRUE(shufflenet.ok()) << shufflenet.status();
  EXPECT_EQ(CountParameters(**shufflenet), 2278604);
}

TEST(ShufflenetV2, WidthsAreEven) {
  ShufflenetV2Options options;
  options.widths = {116, 233, 464};
  EXPECT_THAT(MakeShufflenetV2(options).status().ToString(), HasSubstr("even, found 233"));
}

}  // namespace
}  // namespace stride
