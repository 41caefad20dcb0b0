// The torch::nn module of resnet.h.
#ifndef STRIDE_MODELS_RESNET_RESNET_MODULE_H_
#define STRIDE_MODELS_RESNET_RESNET_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/resnet/resnet.h"

namespace stride {

class ResnetImpl : public ChainImpl {
 public:
  explicit ResnetImpl(const ResnetOptions& options);
};
TORCH_MODULE(Resnet);

}  // namespace stride

#endif  // STRIDE_MODELS_RESNET_RESNET_MODULE_H_
