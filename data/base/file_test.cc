#include "stride/data/base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>

namespace stride {
namespace {

using ::testing::HasSubstr;

std::string Folder() {
  std::string folder =
      ::testing::TempDir() + "/" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

int FilesIn(const std::string& folder) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) count += entry.exists();
  return count;
}

TEST(File, WhatIsWrittenIsRead) {
  const std::string path = Folder() + "/a";
  const std::string bytes("a\0b", 3);
  ASSERT_TRUE(WriteFileAtomically(path, bytes).ok());
  EXPECT_EQ(*ReadFile(path), bytes);
  ASSERT_TRUE(WriteFileAtomically(path, "").ok());
  EXPECT_EQ(*ReadFile(path), "");
}

TEST(MappedFile, HoldsTheBytesAlsoWhenTheFileIsReplaced) {
  const std::string path = Folder() + "/a";
  ASSERT_TRUE(WriteFileAtomically(path, "old").ok());
  const auto file = MappedFile::Open(path);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE(WriteFileAtomically(path, "").ok());
  EXPECT_EQ((*file)->bytes(), "old");
  EXPECT_EQ((*MappedFile::Open(path))->bytes(), "");
}

TEST(MappedFile, ErrorsNameThePathAndTheReason) {
  const std::string folder = Folder();
  EXPECT_THAT(MappedFile::Open(folder + "/none").status().ToString(),
              HasSubstr("/none: No such file or directory"));
  EXPECT_THAT(MappedFile::Open(folder).status().ToString(), HasSubstr("Is a directory"));
}

TEST(File, ErrorsNameThePathAndTheReason) {
  const std::string folder = Folder();
  EXPECT_THAT(ReadFile(folder + "/none").status().ToString(),
              HasSubstr("/none: No such file or directory"));
  EXPECT_THAT(ReadFile(folder).status().ToString(), HasSubstr("Is a directory"));
  EXPECT_EQ(WriteFileAtomically(folder + "/none/a", "x").code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(WriteFileAtomically(folder + "/a", "x").ok());
  EXPECT_THAT(WriteFileAtomically(folder + "/a/b", "x").ToString(), HasSubstr("Not a directory"));
  EXPECT_FALSE(MakeDirectories(folder + "/a/b").ok());
}

// Nobody, not even root, may make a file in the kernel's own folder.
TEST(File, NoPermissionIsAnError) {
  const absl::Status status = WriteFileAtomically("/sys/stride", "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied) << status;
  EXPECT_THAT(status.ToString(), HasSubstr("cannot write /sys/stride: "));
}

TEST(File, MakesTheFoldersAboveToo) {
  const std::string folder = Folder() + "/a/b";
  ASSERT_TRUE(MakeDirectories(folder).ok());
  ASSERT_TRUE(MakeDirectories(folder).ok());
  EXPECT_TRUE(std::filesystem::is_directory(folder));
}

// A limit on the size of files stands in for a full disk.
TEST(File, AFullDiskLeavesTheOldFileAndNothingElse) {
  const std::string folder = Folder();
  ASSERT_TRUE(WriteFileAtomically(folder + "/a", "old").ok());
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const absl::Status status = WriteFileAtomically(folder + "/a", std::string(5000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  EXPECT_THAT(status.ToString(), HasSubstr("/a"));
  EXPECT_EQ(*ReadFile(folder + "/a"), "old");
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(File, AnErrorOfTheWriterLeavesTheOldFile) {
  const std::string folder = Folder();
  ASSERT_TRUE(WriteFileAtomically(folder + "/a", "old").ok());
  const absl::Status status = WriteFileAtomically(folder + "/a", [](const AppendFunction& append) {
    EXPECT_TRUE(append("half").ok());
    return absl::CancelledError("stopped");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(*ReadFile(folder + "/a"), "old");
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(File, PathsOfTheUserStartWhereTheCommandWasTyped) {
  setenv("BUILD_WORKING_DIRECTORY", "/home/user", 1);
  EXPECT_EQ(UserPath("runs/../data"), "/home/user/data");
  EXPECT_EQ(UserPath("/data"), "/data");
  EXPECT_EQ(UserPath(""), "");
  unsetenv("BUILD_WORKING_DIRECTORY");
  EXPECT_EQ(UserPath("data"), (std::filesystem::current_path() / "data").string());
}

}  // namespace
}  // namespace stride
