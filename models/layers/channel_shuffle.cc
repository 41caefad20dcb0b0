#include "stride/models/layers/channel_shuffle.h"

#include <ATen/ops/stack.h>

namespace stride {

at::Tensor ConcatenateShuffled(const at::Tensor& a, const at::Tensor& b) {
  if (a.suggest_memory_format() != at::MemoryFormat::ChannelsLast) {
    return at::stack({a, b}, 2).flatten(1, 2);
  }
  const auto channels_last = [](const at::Tensor& images) { return images.permute({0, 2, 3, 1}); };
  return at::stack({channels_last(a), channels_last(b)}, 4).flatten(3).permute({0, 3, 1, 2});
}

}  // namespace stride
