// The torch::nn module of regnet.h.
#ifndef STRIDE_MODELS_REGNET_REGNET_MODULE_H_
#define STRIDE_MODELS_REGNET_REGNET_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/regnet/regnet.h"

namespace stride {

// stem, trunk_output, pooling, fc.
class RegnetImpl : public ChainImpl {
 public:
  explicit RegnetImpl(const RegnetOptions& options);
};
TORCH_MODULE(Regnet);

}  // namespace stride

#endif  // STRIDE_MODELS_REGNET_REGNET_MODULE_H_
