// The torch::nn module of convnext.h.
#ifndef STRIDE_MODELS_CONVNEXT_CONVNEXT_MODULE_H_
#define STRIDE_MODELS_CONVNEXT_CONVNEXT_MODULE_H_

#include "stride/models/convnext/convnext.h"
#include "stride/models/layers/chain.h"

namespace stride {

// features, pooling, classifier.
class ConvnextImpl : public ChainImpl {
 public:
  explicit ConvnextImpl(const ConvnextOptions& options);
};
TORCH_MODULE(Convnext);

}  // namespace stride

#endif  // STRIDE_MODELS_CONVNEXT_CONVNEXT_MODULE_H_
