#include "stride/data/fetch/fetch_dataset.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/dataset/cifar.h"
#include "stride/data/dataset/test_files.h"
#include "stride/data/fetch/faulty_server.h"
#include "stride/data/fetch/test_archive.h"

namespace stride {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

constexpr size_t kTwoRecords = 6146;  // bytes: labels, and 32x32 red, green and blue

FileIdentity IdentityOf(const std::string& bytes) {
  return {static_cast<int64_t>(bytes.size()), Sha256(bytes)};
}

// A small CIFAR-10, and a server that has its archive.
class FetchDatasetTest : public testing::Test {
 protected:
  FetchDatasetTest() {
    std::vector<TestEntry> entries;
    for (const char* name : {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                             "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"}) {
      entries.push_back({absl::StrCat("batches/", name), std::string(kTwoRecords, '\x07')});
      dataset_.unpacked.push_back({name, kTwoRecords});
    }
    archive_ = TarGz(entries);
    dataset_.name = "small";
    dataset_.folder = "batches";
    dataset_.addresses = {server_.address()};
    dataset_.archives = {{"small.tar.gz", IdentityOf(archive_)}};
    options_.output_dir = folder_ + "/out";
    options_.output = &output_;
    options_.download.pause = absl::ZeroDuration();
  }

  absl::StatusOr<FetchedDataset> Fetch() { return FetchDataset(dataset_, options_); }

  void ExpectFetched(int64_t bytes) {
    const auto fetched = Fetch();
    ASSERT_TRUE(fetched.ok()) << fetched.status();
    EXPECT_EQ(fetched->folder, options_.output_dir + "/batches");
    EXPECT_EQ(fetched->bytes, bytes);
    EXPECT_FALSE(fetched->was_there);
    const auto test = LoadCifar10(fetched->folder, Split::kTest);
    ASSERT_TRUE(test.ok()) << test.status();
    EXPECT_EQ((*test)->size(), 2);
    EXPECT_TRUE(LoadCifar10(fetched->folder, Split::kTrain).ok());
  }

  std::string ExpectError(absl::StatusCode code) {
    const absl::Status status = Fetch().status();
    EXPECT_EQ(status.code(), code) << status;
    EXPECT_FALSE(fs::exists(options_.output_dir + "/batches"));
    return absl::StrCat(status.message());
  }

  const std::string folder_ = TestFolder();
  std::string archive_;
  PublicDataset dataset_;
  FetchOptions options_;
  std::ostringstream output_;
  FaultyServer server_{[this](const HttpRequest& request) {
    if (request.path == "/small.tar.gz") return Whole(archive_, request);
    HttpReply missing;
    missing.status = 404;
    return missing;
  }};
};

TEST_F(FetchDatasetTest, DownloadsAndUnpacksOnce) {
  ExpectFetched(archive_.size());
  EXPECT_THAT(output_.str(), HasSubstr("small.tar.gz  0.0 of 0.0 MB"));
  EXPECT_THAT(output_.str(), HasSubstr("unpacking small.tar.gz\n"));
  const auto again = Fetch();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(again->bytes, 0);
  EXPECT_EQ(server_.requests().size(), 1);
}

TEST_F(FetchDatasetTest, UsesAnArchiveThatLiesInTheOutputFolder) {
  WriteTestFile(options_.output_dir + "/small.tar.gz", archive_);
  ExpectFetched(0);
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(FetchDatasetTest, UsesAnArchiveThatIsNamed) {
  options_.archive = folder_ + "/mine.tgz";
  WriteTestFile(options_.archive, archive_);
  ExpectFetched(0);
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(FetchDatasetTest, ChecksAnArchiveThatIsThere) {
  options_.archive = folder_ + "/mine.tgz";
  EXPECT_THAT(ExpectError(absl::StatusCode::kNotFound), HasSubstr(options_.archive));
  WriteTestFile(options_.archive, archive_ + "x");
  EXPECT_EQ(ExpectError(absl::StatusCode::kDataLoss),
            absl::StrCat(options_.archive, ": expected ", archive_.size(), " bytes, found ",
                         archive_.size() + 1,
                         "; it is not the official small.tar.gz, leave out --archive to download "
                         "that"));

  options_.archive = "";
  const std::string path = options_.output_dir + "/small.tar.gz";
  WriteTestFile(path, std::string(archive_.size(), 'x'));
  EXPECT_THAT(ExpectError(absl::StatusCode::kDataLoss),
              HasSubstr("it is not the official small.tar.gz, remove it"));
  EXPECT_TRUE(fs::exists(path));
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(FetchDatasetTest, TakesTheMirrorWhereOneIsGiven) {
  dataset_.addresses = {"http://127.0.0.1:1/"};
  options_.mirror = server_.address().substr(0, server_.address().size() - 1);
  ExpectFetched(archive_.size());
}

TEST_F(FetchDatasetTest, TakesTheSecondAddress) {
  dataset_.addresses = {server_.address() + "gone/", server_.address()};
  ExpectFetched(archive_.size());
  EXPECT_EQ(server_.requests()[0].path, "/gone/small.tar.gz");
}

TEST_F(FetchDatasetTest, SaysWhatToDoWithoutTheArchive) {
  options_.mirror = server_.address() + "gone";
  EXPECT_EQ(ExpectError(absl::StatusCode::kUnavailable),
            absl::StrCat("cannot download ", server_.address(),
                         "gone/small.tar.gz: HTTP status 404; try again later, give another base "
                         "address as --mirror=URL, or put the file there as ",
                         options_.output_dir, "/small.tar.gz"));
}

TEST_F(FetchDatasetTest, RefusesAnArchiveThatLacksAFile) {
  archive_ = TarGz({{"batches/test_batch.bin", std::string(kTwoRecords, '\x07')}});
  dataset_.archives[0].identity = IdentityOf(archive_);
  EXPECT_THAT(ExpectError(absl::StatusCode::kDataLoss), HasSubstr("batches/data_batch_1.bin"));
}

TEST_F(FetchDatasetTest, SaysWhatIsWrongWithAFolderThatIsThere) {
  ExpectFetched(archive_.size());
  const std::string file = options_.output_dir + "/batches/data_batch_3.bin";
  fs::resize_file(file, 100);
  EXPECT_EQ(Fetch().status().message(),
            absl::StrCat(file, ": expected 6146 bytes, found 100; remove ", options_.output_dir,
                         "/batches to unpack it again"));
}

TEST_F(FetchDatasetTest, ArchivesThatAreReadAsTheyAreStayTogether) {
  dataset_.unpacked.clear();
  dataset_.archives.push_back(dataset_.archives[0]);
  dataset_.archives[1].name = "second.gz";
  const auto half = Fetch();
  EXPECT_TRUE(absl::IsUnavailable(half.status())) << half.status();
  WriteTestFile(options_.output_dir + "/batches/second.gz", archive_);
  const auto whole = Fetch();
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_TRUE(whole->was_there);
  EXPECT_EQ(server_.requests().size(), 2);

  options_.archive = "x.gz";
  EXPECT_TRUE(absl::IsInvalidArgument(Fetch().status()));
}

TEST_F(FetchDatasetTest, OnlyOneWorksInAFolder) {
  fs::create_directories(options_.output_dir);
  const int folder = open(options_.output_dir.c_str(), O_RDONLY);
  ASSERT_EQ(flock(folder, LOCK_EX), 0);
  EXPECT_EQ(ExpectError(absl::StatusCode::kUnavailable),
            "another fetch is at work in " + options_.output_dir);
  close(folder);
  ExpectFetched(archive_.size());
}

}  // namespace
}  // namespace stride
