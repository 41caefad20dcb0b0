#include "stride/models/core/safetensors_header.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace stride {
namespace {

std::string Entry(const char* type, const char* shape, const char* offsets) {
  return absl::StrCat("{\"dtype\":\"", type, "\",\"shape\":", shape, ",\"data_offsets\":", offsets,
                      "}");
}

std::string One(const char* type, const char* shape, const char* offsets) {
  return absl::StrCat("{\"w\":", Entry(type, shape, offsets), "}");
}

void ExpectDataLoss(const std::string& json, uint64_t data_bytes, const char* problem) {
  const absl::Status status = ParseSafetensorsHeader(json, data_bytes).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << json;
  EXPECT_TRUE(absl::StrContains(status.message(), problem)) << status;
  EXPECT_LT(status.message().size(), 500);
}

TEST(SafetensorsHeaderTest, ReadsTensorsInTheOrderOfTheirBytes) {
  const auto header = ParseSafetensorsHeader(
      absl::StrCat("{\"__metadata__\":{\"format\":\"pt\"},\"a\":", Entry("I64", "[]", "[24,32]"),
                   ",\"b\":", Entry("F32", "[2, 3]", "[0,24]"), "}   "),
      32);
  ASSERT_TRUE(header.ok()) << header.status();
  EXPECT_EQ(header->metadata.at("format"), "pt");
  ASSERT_EQ(header->tensors.size(), 2);
  EXPECT_EQ(header->tensors[0].name, "b");
  EXPECT_EQ(header->tensors[0].shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(header->tensors[1].type, "I64");
  EXPECT_TRUE(header->tensors[1].shape.empty());
  EXPECT_EQ(header->tensors[1].begin, 24);
}

TEST(SafetensorsHeaderTest, AcceptsNoTensorsAndEmptyTensors) {
  EXPECT_TRUE(ParseSafetensorsHeader("{}", 0).ok());
  EXPECT_TRUE(ParseSafetensorsHeader(One("F32", "[0,7]", "[0,0]"), 0).ok());
}

TEST(SafetensorsHeaderTest, RejectsBrokenJson) {
  ExpectDataLoss("", 0, "parse error");
  ExpectDataLoss("[]", 0, "not an object");
  ExpectDataLoss("{\"w\":", 0, "parse error");
  ExpectDataLoss("{} {}", 0, "parse error");
  ExpectDataLoss("{\"\xff\":1}", 0, "UTF-8");
  ExpectDataLoss(absl::StrCat("{\"", std::string(100000, 'x'), "\":1}"), 0, "xxx");
  ExpectDataLoss(std::string(200000, '['), 0, "parse error");
  ExpectDataLoss(absl::StrCat("{\"w\":", std::string(9, '['), std::string(9, ']'), "}"), 0,
                 "nests too deeply");
}

TEST(SafetensorsHeaderTest, RejectsKeysThatOccurTwice) {
  const std::string entry = Entry("U8", "[1]", "[0,1]");
  ExpectDataLoss(absl::StrCat("{\"w\":", entry, ",\"w\":", entry, "}"), 1, "'w' occurs twice");
  ExpectDataLoss(absl::StrCat("{\"w\":[{\"k\":1}],\"w\":", entry, "}"), 1, "'w' occurs twice");
  ExpectDataLoss("{\"w\":{\"dtype\":\"U8\",\"dtype\":\"I8\"}}", 1, "'dtype' occurs twice");
}

TEST(SafetensorsHeaderTest, RejectsEntriesThatAreNoTensor) {
  ExpectDataLoss("{\"w\":3}", 0, "tensor 'w': its entry is not an object");
  ExpectDataLoss("{\"w\":{}}", 0, "no string 'dtype'");
  ExpectDataLoss("{\"w\":{\"dtype\":\"U8\"}}", 0, "no list 'shape'");
  ExpectDataLoss("{\"w\":{\"dtype\":\"U8\",\"shape\":[]}}", 0, "no list 'data_offsets'");
  ExpectDataLoss(One("F8_E9", "[1]", "[0,1]"), 1, "unknown dtype \"F8_E9\"");
  ExpectDataLoss("{\"__metadata__\":{\"a\":1}}", 0, "metadata 'a' is not a string");
  ExpectDataLoss("{\"__metadata__\":[]}", 0, "__metadata__ is not an object");
}

TEST(SafetensorsHeaderTest, RejectsNumbersThatAreNoSizes) {
  ExpectDataLoss(One("U8", "[-1]", "[0,1]"), 1, "not a size");
  ExpectDataLoss(One("U8", "[1.0]", "[0,1]"), 1, "not a size");
  ExpectDataLoss(One("U8", "[\"1\"]", "[0,1]"), 1, "not a size");
  ExpectDataLoss(One("U8", "[1]", "[0,99999999999999999999]"), 1, "not a size");
}

TEST(SafetensorsHeaderTest, RejectsShapesThatDoNotFillTheirBytes) {
  ExpectDataLoss(One("F32", "[3]", "[0,8]"), 8, "do not fill the 8 bytes");
  ExpectDataLoss(One("F32", "[]", "[0,8]"), 8, "do not fill");
  ExpectDataLoss(One("F32", "[4611686018427387904]", "[0,0]"), 0, "do not fill");
  ExpectDataLoss(One("F32", "[4294967296,4294967296]", "[0,0]"), 0, "do not fill");
  ExpectDataLoss(One("F32", "[0,4611686018427387904,8]", "[0,0]"), 0, "do not fill");
}

TEST(SafetensorsHeaderTest, RejectsOffsetsOutsideGapsAndOverlaps) {
  ExpectDataLoss(One("U8", "[2]", "[0]"), 2, "not a begin and an end");
  ExpectDataLoss(One("U8", "[2]", "[2,0]"), 2, "not a begin and an end");
  ExpectDataLoss(One("U8", "[4]", "[0,4]"), 2, "cut short");
  ExpectDataLoss(One("U8", "[1]", "[1,2]"), 2, "a gap or an overlap");
  ExpectDataLoss(One("U8", "[1]", "[18446744073709551614,18446744073709551615]"), 2,
                 "a gap or an overlap");
  ExpectDataLoss(One("U8", "[1]", "[0,1]"), 2, "1 bytes after the last tensor");
  ExpectDataLoss(absl::StrCat("{\"a\":", Entry("U8", "[2]", "[0,2]"),
                              ",\"b\":", Entry("U8", "[2]", "[1,3]"), "}"),
                 3, "a gap or an overlap");
}

TEST(SafetensorsHeaderTest, FormatIsReadBack) {
  SafetensorsHeader header;
  header.metadata["note"] = "line\n\"quote\"";
  header.tensors = {{"b", "F32", {2, 3}, 0, 24}, {"a", "I64", {}, 24, 32}};
  const auto json = FormatSafetensorsHeader(header);
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_EQ(json->size() % 8, 0);
  const auto read = ParseSafetensorsHeader(*json, 32);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->metadata, header.metadata);
  ASSERT_EQ(read->tensors.size(), 2);
  EXPECT_EQ(read->tensors[0].shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(read->tensors[1].end, 32);
}

TEST(SafetensorsHeaderTest, FormatRejectsNamesThatCannotBeWritten) {
  for (const char* name : {"__metadata__", "\xff"}) {
    const auto json = FormatSafetensorsHeader({{{name, "U8", {1}, 0, 1}}, {}});
    EXPECT_EQ(json.status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
  const TensorEntry entry{"w", "U8", {0}, 0, 0};
  EXPECT_FALSE(FormatSafetensorsHeader({{entry, entry}, {}}).ok());
}

}  // namespace
}  // namespace stride
