#include "stride/data/fetch/unpack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <set>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/dataset/test_files.h"
#include "stride/data/fetch/test_archive.h"

namespace stride {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;

// All that lies below a folder, links not followed.
std::set<std::string> Below(const std::string& folder) {
  std::set<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    paths.insert(entry.path().lexically_relative(folder));
  }
  return paths;
}

class UnpackTest : public testing::Test {
 protected:
  UnpackTest() { fs::create_directories(parent_); }

  absl::Status UnpackBytes(const std::string& bytes) {
    WriteTestFile(archive_, bytes);
    return Unpack(archive_, parent_, "set", [&](const std::string& folder) {
      EXPECT_FALSE(fs::exists(parent_ + "/set"));
      seen_ = Below(folder);
      return check_;
    });
  }

  // Nothing is left, inside or outside.
  void ExpectRefused(const std::vector<TestEntry>& entries, const std::string& reason) {
    const absl::Status status = UnpackBytes(TarGz(entries));
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(reason));
    EXPECT_THAT(std::string(status.message()), HasSubstr(archive_));
    EXPECT_THAT(Below(folder_), ElementsAre("a.tar.gz", "parent"));
  }

  const std::string folder_ = TestFolder();
  const std::string parent_ = folder_ + "/parent";
  const std::string archive_ = folder_ + "/a.tar.gz";
  absl::Status check_;
  std::set<std::string> seen_;
};

TEST_F(UnpackTest, MakesTheFolder) {
  WriteTestFile(parent_ + "/set.part/old", "what an interrupted run left");
  const absl::Status status =
      UnpackBytes(TarGz({{"set/a", "one"}, {"./set/deep/b", std::string(300000, 'b')}}));
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(seen_, ElementsAre("a", "deep", "deep/b"));
  EXPECT_THAT(Below(parent_), ElementsAre("set", "set/a", "set/deep", "set/deep/b"));
  EXPECT_EQ(*ReadFile(parent_ + "/set/a"), "one");
  EXPECT_EQ(*ReadFile(parent_ + "/set/deep/b"), std::string(300000, 'b'));
  struct stat file;
  ASSERT_EQ(stat((parent_ + "/set/a").c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0600, 0600);  // whatever the archive says
}

TEST_F(UnpackTest, GoesThroughALinkToTheParent) {
  WriteTestFile(archive_, TarGz({{"set/a", "one"}}));
  fs::create_directory_symlink(parent_, folder_ + "/link");
  const auto fine = [](const std::string&) { return absl::OkStatus(); };
  const absl::Status status = Unpack(archive_, folder_ + "/link", "set", fine);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_THAT(Below(parent_), ElementsAre("set", "set/a"));
}

TEST_F(UnpackTest, RefusesPathsThatLeadElsewhere) {
  ExpectRefused({{"set/a", "one"}, {"../x", "out"}}, "entry \"../x\"");
  ExpectRefused({{"set/a", "one"}, {"set/../../../x", "out"}}, "a path that leads upwards");
  ExpectRefused({{"set/a", "one"}, {folder_ + "/x", "out"}}, "an absolute path");
}

TEST_F(UnpackTest, RefusesLinks) {
  ExpectRefused({{"set/up", "", "../../.."}, {"set/up/x", "out"}}, "entry \"set/up\"");
  ExpectRefused({{"set", "", folder_}, {"set/x", "out"}}, "found a link");
  ExpectRefused({{"set/a", "one"}, {"set/b", "", "a"}}, "found a link");
  ExpectRefused({{"set/a", "", "", archive_}}, "found a link");
}

TEST_F(UnpackTest, WritesNothingThroughAHardLink) {
  const std::string before =
      TarGz({{"set/a", "one"}, {"set/b", "", "", archive_}, {"set/b", "out"}});
  EXPECT_TRUE(absl::IsDataLoss(UnpackBytes(before)));
  EXPECT_TRUE(*ReadFile(archive_) == before);
}

TEST_F(UnpackTest, LeavesNothingOfACutArchive) {
  std::string noise;
  for (uint32_t i = 0; i < 200000; ++i) noise += static_cast<char>((i * 2654435761u) >> 24);
  const std::string whole = TarGz({{"set/a", "one"}, {"set/b", noise}, {"set/c", noise}});
  ASSERT_GT(whole.size(), 1000);
  for (const size_t size : {whole.size() - 1, whole.size() / 2, whole.size() / 20, size_t{20}}) {
    const absl::Status status = UnpackBytes(whole.substr(0, size));
    EXPECT_TRUE(absl::IsDataLoss(status)) << size << " bytes: " << status;
    EXPECT_THAT(Below(folder_), ElementsAre("a.tar.gz", "parent")) << size << " bytes";
  }
}

TEST_F(UnpackTest, NoticesACutAtAnyByte) {
  const std::string whole = TarGz({{"set/a", "one"}});
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_TRUE(absl::IsDataLoss(UnpackBytes(whole.substr(0, size)))) << size << " bytes";
  }
}

TEST_F(UnpackTest, NoticesADamagedEntryAfterGoodOnes) {
  std::string bytes = Tar({{"set/a", "one"}, {"set/b", "two"}});
  bytes.replace(1024, 512, 512, 'x');  // the second header
  EXPECT_TRUE(absl::IsDataLoss(UnpackBytes(bytes)));
  EXPECT_TRUE(absl::IsDataLoss(UnpackBytes(bytes.substr(0, 1100))));
  EXPECT_THAT(Below(folder_), ElementsAre("a.tar.gz", "parent"));
}

TEST_F(UnpackTest, LeavesNothingWhenAFileCannotBeWritten) {
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const std::string bytes = TarGz({{"set/a", std::string(300000, 'a')}, {"set/b", "two"}});
  rlimit small = before;
  small.rlim_cur = 100000;
  signal(SIGXFSZ, SIG_IGN);  // an error in its place
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status = UnpackBytes(bytes);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("entry \"set/a\": Write failed: File too large; free some space"));
  EXPECT_THAT(Below(folder_), ElementsAre("a.tar.gz", "parent"));
}

TEST_F(UnpackTest, LeavesNothingWhenTheCheckObjects) {
  check_ = absl::DataLossError("something is missing");
  EXPECT_EQ(UnpackBytes(TarGz({{"set/a", "one"}})), check_);
  EXPECT_THAT(Below(folder_), ElementsAre("a.tar.gz", "parent"));
}

TEST_F(UnpackTest, ExpectsTheFolder) {
  ExpectRefused({{"other/a", "one"}}, "expected a folder set in it");
  EXPECT_TRUE(absl::IsDataLoss(UnpackBytes("no archive at all")));
}

TEST_F(UnpackTest, DoesNotTouchAFolderThatIsThere) {
  WriteTestFile(archive_, TarGz({{"set/a", "new"}}));
  WriteTestFile(parent_ + "/set/mine", "old");
  const auto fine = [](const std::string&) { return absl::OkStatus(); };
  EXPECT_FALSE(Unpack(archive_, parent_, "set", fine).ok());
  EXPECT_THAT(Below(parent_), ElementsAre("set", "set/mine"));
}

}  // namespace
}  // namespace stride
