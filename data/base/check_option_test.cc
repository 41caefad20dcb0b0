#include "stride/data/base/check_option.h"

#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(CheckOptionTest, AcceptsTheRangeAndItsEnds) {
  EXPECT_TRUE(CheckPositive("rate", 1e-9).ok());
  EXPECT_TRUE(CheckAtLeast("rate", 0, 0).ok());
  EXPECT_TRUE(CheckBetween("rate", 1, 0, 1).ok());
  EXPECT_TRUE(CheckFraction("rate", 0).ok());
}

TEST(CheckOptionTest, NamesOptionRangeAndValue) {
  EXPECT_EQ(CheckPositive("rate", 0).message(), "rate: expected a number above 0, found 0");
  EXPECT_EQ(CheckAtLeast("steps", 0, 1).message(), "steps: expected at least 1, found 0");
  EXPECT_EQ(CheckBetween("share", 1.5, 0, 1).message(), "share: expected 0 to 1, found 1.5");
  EXPECT_EQ(CheckFraction("beta", 1).message(), "beta: expected at least 0 and below 1, found 1");
}

TEST(CheckOptionTest, RefusesWhatIsNoNumber) {
  EXPECT_FALSE(CheckAtLeast("rate", std::numeric_limits<double>::quiet_NaN(), 0).ok());
  const absl::Status infinite = CheckPositive("rate", std::numeric_limits<double>::infinity());
  EXPECT_THAT(std::string(infinite.message()), HasSubstr("found inf"));
}

}  // namespace
}  // namespace stride
