#include "stride/models/core/torch_error.h"

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(CatchTorchErrorsTest, ReturnsTheValue) {
  const auto result = CatchTorchErrors("net", [] { return 3; });
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(*result, 3);
}

TEST(CatchTorchErrorsTest, TurnsAnErrorIntoOneLine) {
  const auto result = CatchTorchErrors(
      "net", []() -> int { TORCH_CHECK(false, "width must be at least 1, found ", 0); });
  EXPECT_EQ(result.status(), absl::InvalidArgumentError("net: width must be at least 1, found 0"));
}

}  // namespace
}  // namespace stride
