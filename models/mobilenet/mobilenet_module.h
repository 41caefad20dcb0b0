// The torch::nn module of mobilenet.h.
#ifndef STRIDE_MODELS_MOBILENET_MOBILENET_MODULE_H_
#define STRIDE_MODELS_MOBILENET_MOBILENET_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/mobilenet/mobilenet.h"

namespace stride {

// features, pooling, classifier.
class MobilenetImpl : public ChainImpl {
 public:
  explicit MobilenetImpl(const MobilenetOptions& options);
};
TORCH_MODULE(Mobilenet);

}  // namespace stride

#endif  // STRIDE_MODELS_MOBILENET_MOBILENET_MODULE_H_
