// The blocks of resnet.h.
#ifndef STRIDE_MODELS_RESNET_RESNET_BLOCKS_H_
#define STRIDE_MODELS_RESNET_RESNET_BLOCKS_H_

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "stride/models/layers/chain.h"
#include "stride/models/resnet/resnet.h"

namespace stride {

// Where a block stands.
struct ResnetPlace {
  int64_t in_channels = 0;
  int64_t width = 0;  // channels within
  int64_t stride = 1;
};

// In the memory of `maps`.
at::Tensor ResnetRelu(const at::Tensor& maps);

// What comes out of a block.
int64_t ResnetOutputChannels(const ResnetOptions& options, int64_t width);

// Adds a block to `stage`.
void PushResnetBlock(const ResnetOptions& options, const ResnetPlace& place, Chain& stage);

}  // namespace stride

#endif  // STRIDE_MODELS_RESNET_RESNET_BLOCKS_H_
