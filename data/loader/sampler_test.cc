#include "stride/data/loader/sampler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace stride {
namespace {

TEST(EpochOrder, InOrderUnlessShuffled) {
  EXPECT_THAT(EpochOrder(4, 9, {}), ::testing::ElementsAre(0, 1, 2, 3));
  EXPECT_TRUE(EpochOrder(0, 0, {}).empty());
}

TEST(EpochOrder, IsAnotherPermutationInEveryEpochAndForEverySeed) {
  SamplerOptions options;
  options.shuffle = true;
  const std::vector<int64_t> first = EpochOrder(100, 0, options);
  EXPECT_EQ(first, EpochOrder(100, 0, options));
  EXPECT_NE(first, EpochOrder(100, 1, options));
  options.seed = 1;
  EXPECT_NE(first, EpochOrder(100, 0, options));
  EXPECT_EQ(std::set<int64_t>(first.begin(), first.end()).size(), 100u);
}

TEST(EpochOrder, ShardsAreDisjointAndEquallyLong) {
  std::set<int64_t> all;
  SamplerOptions options;
  options.shuffle = true;
  options.num_shards = 3;
  for (options.shard_index = 0; options.shard_index < 3; ++options.shard_index) {
    const std::vector<int64_t> shard = EpochOrder(11, 0, options);
    EXPECT_EQ(shard.size(), 3u);
    all.insert(shard.begin(), shard.end());
  }
  EXPECT_EQ(all.size(), 9u);
}

}  // namespace
}  // namespace stride
