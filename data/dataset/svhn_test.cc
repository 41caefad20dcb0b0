#include "stride/data/dataset/svhn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <matio.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "stride/data/dataset/test_files.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

void Append(mat_t* file, const char* name, std::vector<size_t> shape, std::vector<uint8_t> bytes) {
  matvar_t* variable = Mat_VarCreate(name, MAT_C_UINT8, MAT_T_UINT8, static_cast<int>(shape.size()),
                                     shape.data(), bytes.data(), 0);
  ASSERT_EQ(Mat_VarWrite(file, variable, MAT_COMPRESSION_ZLIB), 0);
  Mat_VarFree(variable);
}

// A folder with a test set of these labels; pixels are noise, which compression leaves as it is.
std::string Svhn(const std::vector<size_t>& shape, const std::vector<uint8_t>& labels) {
  std::string folder = TestFolder();
  mat_t* file = Mat_CreateVer((folder + "/test_32x32.mat").c_str(), nullptr, MAT_FT_MAT5);
  size_t bytes = 1;
  for (const size_t size : shape) bytes *= size;
  std::vector<uint8_t> pixels(bytes);
  uint32_t state = 1;
  for (uint8_t& pixel : pixels) pixel = (state = state * 1664525 + 1013904223) >> 24;
  Append(file, "X", shape, pixels);
  if (!labels.empty()) Append(file, "y", {labels.size(), 1}, labels);
  Mat_Close(file);
  return folder;
}

std::string ErrorOf(const std::string& folder) {
  return LoadSvhn(folder, Split::kTest).status().ToString();
}

TEST(Svhn, ReadsImagesAndLabels) {
  const auto dataset = LoadSvhn(Svhn({32, 32, 3, 2}, {10, 9}), Split::kTest);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->size(), 2);
  EXPECT_EQ((*dataset)->Get(0)->label, 0);
  EXPECT_EQ((*dataset)->Get(1)->label, 9);
  EXPECT_EQ((*dataset)->Id(1), "test/1");
  EXPECT_EQ((*dataset)->class_names()[9], "9");
}

TEST(Svhn, WhatIsMissingIsNamed) {
  EXPECT_THAT(ErrorOf("/none"), HasSubstr("no such data folder: /none"));
  const std::string folder = TestFolder();
  EXPECT_THAT(ErrorOf(folder),
              AllOf(HasSubstr("test_32x32.mat: No such file"), HasSubstr("train_32x32.mat and")));
  WriteTestFile(folder + "/test_32x32.mat", std::string(5000, 'x'));
  EXPECT_THAT(ErrorOf(folder), HasSubstr("test_32x32.mat: expected a MAT file, found another"));
}

TEST(Svhn, OtherVariablesAreErrors) {
  EXPECT_THAT(ErrorOf(Svhn({32, 32, 3, 2}, {})), HasSubstr("expected a variable y, found none"));
  EXPECT_THAT(ErrorOf(Svhn({32, 30, 3, 2}, {1, 2})),
              HasSubstr("expected X as uint8 [32, 32, 3, N], found [32, 30, 3, 2]"));
  EXPECT_THAT(ErrorOf(Svhn({32, 32, 3, 2}, {1, 2, 3})),
              HasSubstr("expected y as uint8 [2, 1], found [3, 1]"));
  EXPECT_THAT(ErrorOf(Svhn({32, 32, 3, 2}, {1, 11})),
              HasSubstr("expected a label from 1 to 10 for image 1, found 11"));
  EXPECT_THAT(ErrorOf(Svhn({32, 32, 3, 1}, {0})), HasSubstr("for image 0, found 0"));
}

TEST(Svhn, AnyTruncationIsAnError) {
  const std::string folder = Svhn({32, 32, 3, 2}, {1, 2});
  const std::string path = folder + "/test_32x32.mat";
  // The last bytes are padding and a checksum, which matio does not read.
  for (auto size = std::filesystem::file_size(path) - 16; size > 0; size = size * 9 / 10) {
    std::filesystem::resize_file(path, size);
    EXPECT_THAT(ErrorOf(folder), HasSubstr("DATA_LOSS: " + path)) << size;
  }
}

}  // namespace
}  // namespace stride
