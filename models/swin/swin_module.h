// The torch::nn module of swin.h.
#ifndef STRIDE_MODELS_SWIN_SWIN_MODULE_H_
#define STRIDE_MODELS_SWIN_SWIN_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/swin/swin.h"

namespace stride {

// features, norm, pooling, head.
class SwinImpl : public ChainImpl {
 public:
  explicit SwinImpl(const SwinOptions& options);
};
TORCH_MODULE(Swin);

}  // namespace stride

#endif  // STRIDE_MODELS_SWIN_SWIN_MODULE_H_
