#include "stride/tests/benchmarks/command.h"

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(RunCommand, GivesWhatItWroteAndHowMuchMemoryItHad) {
  const auto result = RunCommand({"sh", "-c", "echo one; echo error >&2; echo two"});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->output, "one\ntwo\n");
  EXPECT_GT(result->peak_rss_bytes, 100 << 10);
  EXPECT_LT(result->peak_rss_bytes, 100 << 20);
}

TEST(RunCommand, ReadsMoreThanAPipeHolds) {
  const auto result = RunCommand({"sh", "-c", "head -c 300000 /dev/zero"});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->output.size(), 300000);
}

TEST(RunCommand, NamesWhatFailed) {
  EXPECT_THAT(RunCommand({"sh", "-c", "exit 3"}).status().message(), HasSubstr("sh -c exit 3"));
  EXPECT_EQ(RunCommand({"no_such_program"}).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace stride
