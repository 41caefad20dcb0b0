#include "stride/data/transform/pixel_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::ElementsAre;

TEST(ApplyTables, OneForAllOrOneForEachChannel) {
  const PixelTable twice = MakeTable([](int level) { return 2 * level; });
  const PixelTable nothing{};
  const PixelTable same = MakeTable([](int level) { return level; });
  const Image image = NumberedImage(1, 2, 3);
  EXPECT_THAT(SamplesOf(ApplyTables(image, {twice})), ElementsAre(2, 4, 6, 8, 10, 12));
  EXPECT_THAT(SamplesOf(ApplyTables(image, {twice, nothing, same})), ElementsAre(2, 0, 3, 8, 0, 6));
  EXPECT_EQ(image, NumberedImage(1, 2, 3));
}

TEST(ChannelHistogram, CountsTheLevelsOfItsChannel) {
  const Histogram histogram = ChannelHistogram(NumberedImage(16, 16, 3), 1);
  int64_t all = 0;
  for (const int64_t count : histogram) all += count;
  EXPECT_EQ(all, 256);
  EXPECT_EQ(histogram[2], 1);  // 2, 5, ..., 767 modulo 256: 3 and 256 have no common divisor
}

}  // namespace
}  // namespace stride
