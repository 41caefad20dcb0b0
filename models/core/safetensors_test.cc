#include "stride/models/core/safetensors.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "stride/data/base/file.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

std::string Path() {
  return ::testing::TempDir() + "/" +
         ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".safetensors";
}

std::vector<NamedTensor> Samples() {
  std::vector<NamedTensor> tensors;
  for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kLong,
                                    at::kInt, at::kShort, at::kChar, at::kByte, at::kBool}) {
    tensors.push_back({c10::toString(type), at::arange(6).view({2, 3}).to(type)});
  }
  tensors.push_back({"scalar", at::ones({})});
  tensors.push_back({"nothing", at::empty({0, 3})});
  return tensors;
}

TEST(Safetensors, EveryTypeAndShapeComesBack) {
  const std::vector<NamedTensor> tensors = Samples();
  ASSERT_TRUE(WriteSafetensors(Path(), tensors, {{"epoch", "3"}}).ok());
  const auto file = ReadSafetensors(Path());
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->metadata.at("epoch"), "3");
  ASSERT_EQ(file->tensors.size(), tensors.size());
  for (const NamedTensor& expected : tensors) {
    const auto found = std::find_if(file->tensors.begin(), file->tensors.end(),
                                    [&](const auto& item) { return item.name == expected.name; });
    ASSERT_NE(found, file->tensors.end()) << expected.name;
    EXPECT_EQ(found->tensor.scalar_type(), expected.tensor.scalar_type());
    EXPECT_TRUE(found->tensor.equal(expected.tensor)) << expected.name;
  }
}

TEST(Safetensors, StridedTensorsAreWrittenRowByRow) {
  const at::Tensor transposed = at::arange(6).view({2, 3}).t();
  ASSERT_TRUE(WriteSafetensors(Path(), {{"t", transposed}}).ok());
  EXPECT_TRUE(ReadSafetensors(Path())->tensors[0].tensor.equal(transposed));
}

// The layout of the specification, byte by byte, as Python's reader expects it.
TEST(Safetensors, TheBytesAreTheSpecifications) {
  ASSERT_TRUE(WriteSafetensors(Path(), {{"a", at::arange(2).to(at::kByte)}}).ok());
  const std::string bytes = *ReadFile(Path());
  const uint64_t length = static_cast<uint8_t>(bytes[0]);
  EXPECT_EQ(bytes.substr(1, 7), std::string(7, '\0'));
  EXPECT_EQ(bytes.size(), 8 + length + 2);
  EXPECT_THAT(bytes.substr(8, length),
              HasSubstr(R"("a":{"data_offsets":[0,2],"dtype":"U8","shape":[2]})"));
  EXPECT_EQ(bytes.substr(8 + length), std::string("\0\1", 2));
}

TEST(Safetensors, EveryTruncationIsAnError) {
  ASSERT_TRUE(WriteSafetensors(Path(), {{"a", at::arange(4)}}).ok());
  const std::string bytes = *ReadFile(Path());
  for (size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_TRUE(WriteFileAtomically(Path(), bytes.substr(0, length)).ok());
    const absl::Status status = ReadSafetensors(Path()).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << length << status;
    EXPECT_THAT(status.ToString(), HasSubstr(Path()));
  }
}

TEST(Safetensors, AHugeHeaderIsNotAllocated) {
  ASSERT_TRUE(
      WriteFileAtomically(Path(), std::string("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10)).ok());
  EXPECT_EQ(ReadSafetensors(Path()).status().code(), absl::StatusCode::kDataLoss);
}

TEST(Safetensors, TensorsBeginAtMultiplesOfTheirWidth) {
  ASSERT_TRUE(
      WriteSafetensors(Path(), {{"a", at::ones({3}, at::kByte)}, {"b", at::ones({1})}}).ok());
  EXPECT_THAT(*ReadFile(Path()), HasSubstr(R"("b":{"data_offsets":[0,4])"));
}

TEST(Safetensors, BoolsAreZeroOrOne) {
  ASSERT_TRUE(WriteSafetensors(Path(), {{"a", at::ones({2}, at::kBool)}}).ok());
  std::string bytes = *ReadFile(Path());
  bytes.back() = 2;
  ASSERT_TRUE(WriteFileAtomically(Path(), bytes).ok());
  EXPECT_EQ(ReadSafetensors(Path()).status().code(), absl::StatusCode::kDataLoss);
}

TEST(Safetensors, AFolderIsNoFile) {
  EXPECT_THAT(ReadSafetensors(::testing::TempDir()).status().ToString(), HasSubstr("directory"));
}

TEST(Safetensors, NoFileAndNoFolderAreErrors) {
  EXPECT_EQ(ReadSafetensors("/none").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(WriteSafetensors("/none/a", {}).code(), absl::StatusCode::kNotFound);
}

TEST(Safetensors, TypesThatTheFormatDoesNotHaveAreErrors) {
  EXPECT_EQ(WriteSafetensors(Path(), {{"c", at::ones({2}, at::kComplexFloat)}}).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(Path()));
}

}  // namespace
}  // namespace stride
