#include "stride/models/fused/convolution_choices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/base/file.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

std::string TestPath() {
  return ::testing::TempDir() + "/" +
         ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".json";
}

TEST(ConvolutionChoices, AreKept) {
  const std::string path = TestPath();
  const auto choices = ConvolutionChoices::Open(path).value();
  EXPECT_FALSE(choices->winograd("f32 forward").has_value());
  ASSERT_TRUE(choices->Add("f32 forward", true).ok());
  ASSERT_TRUE(choices->Add("f32 weights", false).ok());
  const auto again = ConvolutionChoices::Open(path).value();
  EXPECT_EQ(again->winograd("f32 forward"), true);
  EXPECT_EQ(again->winograd("f32 weights"), false);
  EXPECT_FALSE(again->winograd("f32 data").has_value());
}

TEST(ConvolutionChoices, OtherFilesAreErrors) {
  const std::string path = TestPath();
  const auto error = [&](const std::string& text) {
    EXPECT_TRUE(WriteFileAtomically(path, text).ok());
    return std::string(ConvolutionChoices::Open(path).status().message());
  };
  EXPECT_THAT(error("{"), HasSubstr(path + ": expected a JSON object of algorithms; remove it"));
  EXPECT_THAT(error("[1]"), HasSubstr("expected a JSON object"));
  EXPECT_THAT(error(R"({"f32 forward": "fft"})"),
              HasSubstr("f32 forward: expected \"winograd\" or \"direct\", found \"fft\""));
  EXPECT_THAT(error(R"({"f32 forward": 1})"), HasSubstr("found 1"));
}

TEST(ConvolutionChoices, WhereNoFileCanBeIsAnError) {
  const auto choices = ConvolutionChoices::Open("/none/choices.json").value();
  EXPECT_FALSE(choices->Add("f32 forward", true).ok());
}

}  // namespace
}  // namespace stride
