// What a training step takes.
#ifndef STRIDE_DATA_LOADER_BATCH_H_
#define STRIDE_DATA_LOADER_BATCH_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace stride {

struct Batch {
  at::Tensor images;             // float32 [N, C, H, W], normalised; channels_last where asked for
  at::Tensor labels;             // int64 [N]
  at::Tensor targets;            // float32 [N, K], each row a distribution; undefined: labels alone
  std::vector<int64_t> indices;  // N places in the data set: dataset.Id(indices[i])
};

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_BATCH_H_
