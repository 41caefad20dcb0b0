// The torch::nn module of efficientnet.h.
#ifndef STRIDE_MODELS_EFFICIENTNET_EFFICIENTNET_MODULE_H_
#define STRIDE_MODELS_EFFICIENTNET_EFFICIENTNET_MODULE_H_

#include "stride/models/efficientnet/efficientnet.h"
#include "stride/models/layers/chain.h"

namespace stride {

// features, pooling, classifier.
class EfficientnetImpl : public ChainImpl {
 public:
  explicit EfficientnetImpl(const EfficientnetOptions& options);
};
TORCH_MODULE(Efficientnet);

}  // namespace stride

#endif  // STRIDE_MODELS_EFFICIENTNET_EFFICIENTNET_MODULE_H_
