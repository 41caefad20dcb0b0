#include "stride/models/densenet/densenet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Densenet, HasThePublishedSizes) {
  const auto densenet = MakeModel("densenet121", {});
  ASSERT_TRUE(densenet.ok()) << densenet.status();
  EXPECT_EQ(CountParameters(**densenet), 7978856);
  EXPECT_EQ((*densenet)->layers().back().description, "1024 to 1000");
}

TEST(Densenet, ImagesThatAreTooSmallAreExplained) {
  DensenetOptions options;
  options.depths = {1, 1, 1, 1};
  options.input = {3, 29, 29};
  EXPECT_TRUE(MakeDensenet(options).ok());
  options.input = {3, 28, 28};
  EXPECT_THAT(MakeDensenet(options).status().ToString(), HasSubstr("transition3.pool"));
}

TEST(Densenet, DropoutIsAShare) {
  DensenetOptions options;
  options.depths = {1};
  options.dropout = 1.5;
  EXPECT_THAT(MakeDensenet(options).status().ToString(), HasSubstr("in [0, 1], found 1.5"));
}

}  // namespace
}  // namespace stride
