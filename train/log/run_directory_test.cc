#include "stride/train/log/run_directory.h"

#include <cstdlib>
#include <filesystem>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/file.h"

namespace stride {
namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class RunDirectoryTest : public ::testing::Test {
 protected:
  RunDirectoryTest() {
    options_.name = "mnist_mlp";
    options_.start = absl::FromCivil(absl::CivilSecond(2026, 2, 3, 4, 5, 6), absl::LocalTimeZone());
    options_.parent = folder_.string();
  }

  const fs::path folder_ = fs::path(::testing::TempDir()) /
                           ::testing::UnitTest::GetInstance()->current_test_info()->name();
  RunDirectoryOptions options_;
  const nlohmann::json config_ = {{"epochs", 3}};
};

TEST_F(RunDirectoryTest, HoldsTheConfiguration) {
  const auto run = CreateRunDirectory(options_, config_);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_EQ(*run, folder_ / "mnist_mlp-2026-02-03-040506");
  EXPECT_EQ(*ReadFile(*run + "/config.json"), "{\n  \"epochs\": 3\n}\n");
}

TEST_F(RunDirectoryTest, EachRunHasItsOwn) {
  ASSERT_TRUE(CreateRunDirectory(options_, config_).ok());
  fs::create_directory(folder_ / "mnist_mlp-2026-02-03-040506-2.partial");  // of a run that died
  EXPECT_THAT(*CreateRunDirectory(options_, config_), EndsWith("-040506-3"));
}

TEST_F(RunDirectoryTest, LiesWhereTheUserIs) {
  options_.parent = "runs";
  setenv("BUILD_WORKING_DIRECTORY", folder_.c_str(), 1);
  const auto run = CreateRunDirectory(options_, config_);
  unsetenv("BUILD_WORKING_DIRECTORY");
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_EQ(fs::path(*run).parent_path(), folder_ / "runs");
}

TEST_F(RunDirectoryTest, SaysWhereItCannotBe) {
  ASSERT_TRUE(WriteFileAtomically(folder_.string() + "-file", "x").ok());
  options_.parent = folder_.string() + "-file/runs";
  const auto run = CreateRunDirectory(options_, config_);
  ASSERT_FALSE(run.ok());
  EXPECT_THAT(std::string(run.status().message()), HasSubstr(folder_.string() + "-file"));
}

}  // namespace
}  // namespace stride
