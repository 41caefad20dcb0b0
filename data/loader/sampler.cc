#include "stride/data/loader/sampler.h"

#include <cstddef>
#include <numeric>

#include "stride/data/base/random.h"

namespace stride {

std::vector<int64_t> EpochOrder(int64_t size, int64_t epoch, const SamplerOptions& options) {
  std::vector<int64_t> all(size);
  std::iota(all.begin(), all.end(), 0);
  if (options.shuffle) {
    RandomStream random(options.seed, epoch, 0, RandomPurpose::kShuffle);
    all = RandomPermutation(size, random);
  }
  if (options.num_shards == 1) return all;
  std::vector<int64_t> shard(size / options.num_shards);
  for (std::size_t i = 0; i < shard.size(); ++i) {
    shard[i] = all[i * options.num_shards + options.shard_index];
  }
  return shard;
}

}  // namespace stride
