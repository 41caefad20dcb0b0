// The order in which an epoch visits a data set.
#ifndef STRIDE_DATA_LOADER_SAMPLER_H_
#define STRIDE_DATA_LOADER_SAMPLER_H_

#include <cstdint>
#include <vector>

namespace stride {

struct SamplerOptions {
  bool shuffle = false;
  uint64_t seed = 0;
  int shard_index = 0;  // in [0, num_shards)
  int num_shards = 1;
};

// The places of one shard in one epoch: a pure function of its arguments. Of `size` places,
// shuffled or not, shard s takes numbers s, s + num_shards, ...; shards are disjoint and equally
// long, so that up to num_shards - 1 places are left out, other ones in every epoch when shuffled.
std::vector<int64_t> EpochOrder(int64_t size, int64_t epoch, const SamplerOptions& options);

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_SAMPLER_H_
