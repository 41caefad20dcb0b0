#include "stride/data/fetch/sha256.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"

namespace stride {
namespace {

using testing::HasSubstr;

// The examples of FIPS 180.
constexpr char kSumOfAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256, OfTheStandardsExamples) {
  EXPECT_EQ(Sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256("abc"), kSumOfAbc);
  EXPECT_EQ(Sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(CheckFile, SaysWhatWasExpectedAndFound) {
  const std::string path = absl::StrCat(testing::TempDir(), "/abc");
  ASSERT_TRUE(WriteFileAtomically(path, "abc").ok());
  EXPECT_TRUE(CheckFile(path, {3, kSumOfAbc}).ok());

  const absl::Status longer = CheckFile(path, {4, kSumOfAbc});
  EXPECT_EQ(longer.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(longer.message(), absl::StrCat(path, ": expected 4 bytes, found 3"));

  const absl::Status other = CheckFile(path, {3, Sha256("abd")});
  EXPECT_EQ(other.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(other.message()),
              HasSubstr(absl::StrCat("expected sha256 ", Sha256("abd"), ", found ", kSumOfAbc)));

  EXPECT_TRUE(absl::IsNotFound(CheckFile(path + "x", {3, kSumOfAbc})));
}

}  // namespace
}  // namespace stride
