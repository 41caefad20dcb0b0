#include "stride/tests/benchmarks/measure.h"

#include <gtest/gtest.h>

#include "stride/data/base/file.h"

namespace stride {
namespace {

TEST(MeasureTest, MedianIsInTheMiddle) {
  EXPECT_EQ(Median({3, 1, 2}), 2);
  EXPECT_EQ(Median({4, 1, 2, 3}), 2.5);
}

TEST(MeasureTest, RatiosAreTakenTurnByTurn) {
  const Outcome outcome = {"step", {{6, 8}, {}}, {{3, 2}, {}}};
  EXPECT_EQ(Ratios(outcome), (std::vector<double>{2, 4}));
}

TEST(MeasureTest, JsonIsReadAsItWasWritten) {
  const std::string path = ::testing::TempDir() + "/figures.json";
  const Measurement written = MeasuredNow({{"step", {{6, 8}, {100, 101}}, {{3, 2}, {90, 91}}}});
  ASSERT_TRUE(WriteJson(written, path).ok());
  const auto read = ReadJson(path);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->date, written.date);
  EXPECT_EQ(read->machine, written.machine);
  ASSERT_EQ(read->outcomes.size(), 1u);
  EXPECT_EQ(read->outcomes[0].name, "step");
  EXPECT_EQ(read->outcomes[0].ours.rates, (std::vector<double>{6, 8}));
  EXPECT_EQ(read->outcomes[0].peer.peaks, (std::vector<double>{90, 91}));
}

TEST(MeasureTest, OtherFilesAreRefusedByName) {
  const std::string path = ::testing::TempDir() + "/other.json";
  ASSERT_TRUE(WriteFileAtomically(path, "{}").ok());
  const auto read = ReadJson(path);
  EXPECT_EQ(read.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(read.status().message().find("other.json"), std::string::npos);
}

}  // namespace
}  // namespace stride
