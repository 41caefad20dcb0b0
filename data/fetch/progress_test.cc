#include "stride/data/fetch/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace stride {
namespace {

class ProgressTest : public testing::Test {
 protected:
  void Show(bool live, const std::vector<int64_t>& megabytes) {
    DownloadProgress progress("a.gz", 100000000, output_, live, [&] { return now_; });
    for (const int64_t done : megabytes) {
      progress(done * 1000000);
      now_ += absl::Seconds(1);
    }
  }

  std::ostringstream output_;
  absl::Time now_ = absl::FromUnixSeconds(0);
};

TEST_F(ProgressTest, IsALineATenth) {
  Show(false, {1, 5, 11, 12, 60, 100});
  EXPECT_EQ(output_.str(),
            "a.gz  11.0 of 100.0 MB  5.0 MB/s  0:17 left\n"
            "a.gz  60.0 of 100.0 MB  14.8 MB/s  0:02 left\n"
            "a.gz  100.0 of 100.0 MB  19.8 MB/s\n");
}

TEST_F(ProgressTest, SpeedIsOfWhatCameNow) {
  Show(false, {50, 60, 1, 11});  // resumed, then begun again
  EXPECT_EQ(output_.str(),
            "a.gz  60.0 of 100.0 MB  10.0 MB/s  0:04 left\n"
            "a.gz  11.0 of 100.0 MB  10.0 MB/s  0:08 left\n");
}

TEST_F(ProgressTest, RewritesALineOfATerminal) {
  Show(true, {50, 100});
  EXPECT_EQ(output_.str(),
            "\r\x1b[?7la.gz [=====>    ] 50.0 of 100.0 MB\x1b[K\x1b[?7h"
            "\r\x1b[?7la.gz [==========] 100.0 of 100.0 MB  50.0 MB/s\x1b[K\x1b[?7h\n");
}

}  // namespace
}  // namespace stride
