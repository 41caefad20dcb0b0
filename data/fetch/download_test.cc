#include "stride/data/fetch/download.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/dataset/test_files.h"
#include "stride/data/fetch/faulty_server.h"

namespace stride {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Larger than what sockets and libcurl buffer.
std::string SomeBytes() {
  std::string bytes;
  for (uint32_t i = 0; i < 3000000; ++i) bytes += static_cast<char>((i * 2654435761u) >> 24);
  return bytes;
}

std::vector<int64_t> Starts(const FaultyServer& server) {
  std::vector<int64_t> starts;
  for (const HttpRequest& request : server.requests()) starts.push_back(request.from);
  return starts;
}

class DownloadTest : public testing::Test {
 protected:
  DownloadTest() {
    options_.stall = absl::Seconds(1);
    options_.pause = absl::ZeroDuration();
  }

  absl::StatusOr<int64_t> Get(const std::vector<std::string>& addresses) {
    return Download(addresses, path_, {static_cast<int64_t>(file_.size()), Sha256(file_)},
                    options_);
  }

  void ExpectWhole() {
    const absl::StatusOr<std::string> found = ReadFile(path_);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_TRUE(*found == file_);
    EXPECT_FALSE(std::filesystem::exists(part_));
  }

  void ExpectNothing() {
    EXPECT_FALSE(std::filesystem::exists(path_));
    EXPECT_FALSE(std::filesystem::exists(part_));
  }

  const std::string file_ = SomeBytes();
  const std::string path_ = TestFolder() + "/set.tar.gz";
  const std::string part_ = path_ + ".part";
  DownloadOptions options_;
};

TEST_F(DownloadTest, BringsTheFileAndTellsHowFarItIs) {
  std::vector<int64_t> seen;
  options_.progress = [&](int64_t done) { seen.push_back(done); };
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  const auto bytes = Get({server.address() + "set.tar.gz"});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, file_.size());
  ExpectWhole();
  EXPECT_EQ(server.requests()[0].path, "/set.tar.gz");
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(seen.back(), file_.size());
}

TEST_F(DownloadTest, GoesOnWhereTheConnectionWasCut) {
  FaultyServer server([&](const HttpRequest& request) {
    HttpReply reply = Whole(file_, request);
    if (request.from < 2000000) reply.stop_at = 1000000;
    return reply;
  });
  const auto bytes = Get({server.address()});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, file_.size());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(0, 1000000, 2000000));
}

TEST_F(DownloadTest, GoesOnFromWhatAnEarlierRunLeft) {
  WriteTestFile(part_, file_.substr(0, 1234567));
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  const auto bytes = Get({server.address()});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, file_.size() - 1234567);
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(1234567));
}

TEST_F(DownloadTest, AsksForNothingWhenThePartIsWhole) {
  WriteTestFile(part_, file_);
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  const auto bytes = Get({server.address()});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, 0);
  ExpectWhole();
  EXPECT_THAT(Starts(server), IsEmpty());
}

TEST_F(DownloadTest, BeginsAgainWhenTheServerSendsAllOfIt) {
  WriteTestFile(part_, file_.substr(0, 1000));
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, {request.path, 0}); });
  const auto bytes = Get({server.address()});
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, file_.size());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(1000));
}

TEST_F(DownloadTest, GivesUpOnAServerThatAlwaysCutsAndCannotResume) {
  FaultyServer server([&](const HttpRequest& request) {
    HttpReply reply = Whole(file_, {request.path, 0});
    reply.stop_at = 1000;
    return reply;
  });
  const auto bytes = Get({server.address()});
  EXPECT_TRUE(absl::IsUnavailable(bytes.status())) << bytes.status();
  EXPECT_THAT(Starts(server), ElementsAre(0, 1000, 1000, 1000));
  EXPECT_THAT(std::string(bytes.status().message()),
              HasSubstr(absl::StrCat("1000 of 3000000 bytes are kept in ", part_)));
  EXPECT_TRUE(std::filesystem::exists(part_));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(DownloadTest, BeginsAgainWhenThePartIsOfAnotherFile) {
  WriteTestFile(part_, std::string(1000, 'x'));
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  ASSERT_TRUE(Get({server.address()}).ok());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(1000, 0));
}

TEST_F(DownloadTest, BeginsAgainWhenThePartIsTooLong) {
  WriteTestFile(part_, file_ + "x");
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  ASSERT_TRUE(Get({server.address()}).ok());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(0));
}

TEST_F(DownloadTest, BeginsAgainWhenTheRangeIsRefused) {
  WriteTestFile(part_, std::string(1000, 'x'));
  FaultyServer server([&](const HttpRequest& request) {
    HttpReply refused;
    refused.status = 416;
    return request.from > 0 ? refused : Whole(file_, request);
  });
  ASSERT_TRUE(Get({server.address()}).ok());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(1000, 0));
}

TEST_F(DownloadTest, DropsAFileWithAnotherSum) {
  std::string other = file_;
  other[1500000] ^= 1;
  FaultyServer server([&](const HttpRequest& request) { return Whole(other, request); });
  const absl::Status status = Get({server.address()}).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(
      std::string(status.message()),
      HasSubstr(absl::StrCat("expected sha256 ", Sha256(file_), ", found ", Sha256(other))));
  ExpectNothing();
  EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(DownloadTest, DropsShorterAndLongerFiles) {
  FaultyServer shorter([&](const HttpRequest& request) { return Whole("login page", request); });
  EXPECT_THAT(std::string(Get({shorter.address()}).status().message()),
              HasSubstr("expected 3000000 bytes, found 10"));
  ExpectNothing();

  FaultyServer longer([&](const HttpRequest& request) { return Whole(file_ + "x", request); });
  EXPECT_THAT(std::string(Get({longer.address()}).status().message()),
              HasSubstr("expected 3000000 bytes, found more"));
  ExpectNothing();
}

TEST_F(DownloadTest, NamesTheAddressThatHasNoSuchFile) {
  FaultyServer server([&](const HttpRequest&) {
    HttpReply reply;
    reply.status = 404;
    reply.body = "nothing here";
    return reply;
  });
  const absl::Status status = Get({server.address() + "a"}).status();
  EXPECT_EQ(status.message(), absl::StrCat(server.address(), "a: HTTP status 404"));
  ExpectNothing();
  EXPECT_EQ(server.requests().size(), 1);
}

TEST_F(DownloadTest, AsksAgainWhenTheServerIsBusy) {
  int asked = 0;
  FaultyServer server([&](const HttpRequest& request) {
    HttpReply busy;
    busy.status = 503;
    return ++asked < 3 ? busy : Whole(file_, request);
  });
  ASSERT_TRUE(Get({server.address()}).ok());
  ExpectWhole();
}

TEST_F(DownloadTest, FollowsARedirection) {
  FaultyServer server([&](const HttpRequest& request) {
    if (request.path == "/new") return Whole(file_, request);
    HttpReply moved;
    moved.status = 302;
    moved.headers = "Location: /new\r\n";
    moved.body = "moved";
    return moved;
  });
  WriteTestFile(part_, file_.substr(0, 1000));
  ASSERT_TRUE(Get({server.address() + "old"}).ok());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(1000, 1000));
}

TEST_F(DownloadTest, GoesOnAfterAStall) {
  FaultyServer server([&](const HttpRequest& request) {
    HttpReply reply = Whole(file_, request);
    if (request.from == 0) {
      reply.stop_at = 1000;
      reply.stall = true;
    }
    return reply;
  });
  ASSERT_TRUE(Get({server.address()}).ok());
  ExpectWhole();
  EXPECT_THAT(Starts(server), ElementsAre(0, 1000));
}

TEST_F(DownloadTest, TakesTheSecondAddressAndWhatTheFirstBrought) {
  FaultyServer first([&](const HttpRequest& request) {
    HttpReply reply = Whole(file_, request);
    reply.stop_at = 1000;
    if (request.from > 0) reply.status = 404;
    return reply;
  });
  FaultyServer second([&](const HttpRequest& request) { return Whole(file_, request); });
  ASSERT_TRUE(Get({"http://127.0.0.1:1/", first.address(), second.address()}).ok());
  ExpectWhole();
  EXPECT_THAT(Starts(second), ElementsAre(1000));
}

TEST_F(DownloadTest, TakesTheSecondAddressWhenTheFirstHasAnotherFile) {
  FaultyServer first([&](const HttpRequest& r) { return Whole(std::string(3000000, 'x'), r); });
  FaultyServer second([&](const HttpRequest& request) { return Whole(file_, request); });
  ASSERT_TRUE(Get({first.address(), second.address()}).ok());
  ExpectWhole();
}

TEST_F(DownloadTest, SaysWhyEveryAddressFailed) {
  const absl::Status status = Get({"http://127.0.0.1:1/a", "ftp://127.0.0.1/a"}).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              testing::MatchesRegex("http://127.0.0.1:1/a: .*onnect.*; ftp://.*: .*rotocol.*"));
}

TEST_F(DownloadTest, SaysWhichFileCannotBeWritten) {
  std::filesystem::create_directories(part_);
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  const absl::Status status = Get({server.address()}).status();
  EXPECT_EQ(status.message(), absl::StrCat("cannot write ", part_, ": Is a directory"));
  EXPECT_THAT(Starts(server), IsEmpty());
}

TEST_F(DownloadTest, KeepsThePartWhenTheDiskIsFull) {
  std::filesystem::create_symlink("/dev/full", part_);
  FaultyServer server([&](const HttpRequest& request) { return Whole(file_, request); });
  const absl::Status status = Get({server.address()}).status();
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("No space left on device; free some space"));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace stride
