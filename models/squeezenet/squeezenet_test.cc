#include "stride/models/squeezenet/squeezenet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

void ExpectSizes(const std::string& name, int64_t parameters, int64_t smallest) {
  const auto squeezenet = MakeModel(name, {});
  ASSERT_TRUE(squeezenet.ok()) << squeezenet.status();
  EXPECT_EQ(CountParameters(**squeezenet), parameters);
  EXPECT_TRUE(MakeModel(name, {{3, smallest, smallest}, 10, 0}).ok());
  const auto too_small = MakeModel(name, {{3, smallest - 1, smallest - 1}, 10, 0});
  EXPECT_THAT(too_small.status().ToString(), HasSubstr("= 0"));
}

TEST(Squeezenet, HasThePublishedSizes) {
  ExpectSizes("squeezenet1_0", 1248424, 21);
  ExpectSizes("squeezenet1_1", 1235496, 17);
}

}  // namespace
}  // namespace stride
