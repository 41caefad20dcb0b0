#include "stride/models/alexnet/alexnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Alexnet, HasThePublishedSizes) {
  const auto alexnet = MakeAlexnet({});
  ASSERT_TRUE(alexnet.ok()) << alexnet.status();
  EXPECT_EQ(CountParameters(**alexnet), 61100840);
  EXPECT_EQ((*alexnet)->layers()[1].output, (std::vector<int64_t>{64, 27, 27}));
}

TEST(Alexnet, ImagesThatAreTooSmallAreExplained) {
  AlexnetOptions options;
  options.input = {3, 32, 32};
  EXPECT_THAT(MakeAlexnet(options).status().ToString(), HasSubstr("= 0"));
}

}  // namespace
}  // namespace stride
