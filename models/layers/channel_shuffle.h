// Zhang et al., "ShuffleNet", arXiv 1707.01083, figure 1, for two groups.
#ifndef STRIDE_MODELS_LAYERS_CHANNEL_SHUFFLE_H_
#define STRIDE_MODELS_LAYERS_CHANNEL_SHUFFLE_H_

#include <ATen/core/Tensor.h>

namespace stride {

// Concatenates two images [N, C, H, W] along the channels and shuffles those, in one pass over
// memory: the result [N, 2C, H, W] takes its channels from a and b in turn. Strides are a's.
at::Tensor ConcatenateShuffled(const at::Tensor& a, const at::Tensor& b);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_CHANNEL_SHUFFLE_H_
