#include "stride/data/dataset/test_files.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

namespace stride {
namespace {

std::string BigEndian32(int value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
          static_cast<char>(value >> 8), static_cast<char>(value)};
}

}  // namespace

std::string TestFolder() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string folder = ::testing::TempDir() + "/" + test->test_suite_name() + "." + test->name();
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

void WriteTestFile(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string Gzip(const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "/gzip_of_a_test";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), bytes.size());
  gzclose(file);
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Idx(const std::initializer_list<int>& sizes, const std::string& data) {
  std::string file = BigEndian32(0x800 + static_cast<int>(sizes.size()));
  for (const int size : sizes) file += BigEndian32(size);
  return file + data;
}

}  // namespace stride
