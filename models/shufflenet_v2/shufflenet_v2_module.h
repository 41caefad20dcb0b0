// The torch::nn modules of shufflenet_v2.h.
#ifndef STRIDE_MODELS_SHUFFLENET_V2_SHUFFLENET_V2_MODULE_H_
#define STRIDE_MODELS_SHUFFLENET_V2_SHUFFLENET_V2_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/shufflenet_v2/shufflenet_v2.h"

namespace stride {

// Figure 3c: half of the channels pass, the other half goes through convolutions; then they are
// shuffled. images [N, channels, H, W], same sizes out.
class ShuffleUnitImpl : public torch::nn::Module {
 public:
  explicit ShuffleUnitImpl(int64_t channels);
  at::Tensor forward(const at::Tensor& images);

 private:
  Chain branch2_;
};
TORCH_MODULE(ShuffleUnit);

// Figure 3d: both branches see all channels and halve the size. images [N, in, H, W] to
// [N, out, ceil(H / 2), ceil(W / 2)].
class ShuffleDownUnitImpl : public torch::nn::Module {
 public:
  ShuffleDownUnitImpl(int64_t in, int64_t out);
  at::Tensor forward(const at::Tensor& images);

 private:
  Chain branch1_;
  Chain branch2_;
};
TORCH_MODULE(ShuffleDownUnit);

class ShufflenetV2Impl : public ChainImpl {
 public:
  explicit ShufflenetV2Impl(const ShufflenetV2Options& options);
};
TORCH_MODULE(ShufflenetV2);

}  // namespace stride

#endif  // STRIDE_MODELS_SHUFFLENET_V2_SHUFFLENET_V2_MODULE_H_
