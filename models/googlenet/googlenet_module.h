// The torch::nn module of googlenet.h.
#ifndef STRIDE_MODELS_GOOGLENET_GOOGLENET_MODULE_H_
#define STRIDE_MODELS_GOOGLENET_GOOGLENET_MODULE_H_

#include "stride/models/core/auxiliary_heads.h"
#include "stride/models/googlenet/googlenet.h"
#include "stride/models/layers/chain.h"

namespace stride {

class GooglenetImpl : public ChainImpl, public AuxiliaryHeads {
 public:
  explicit GooglenetImpl(const GooglenetOptions& options);

 private:
  void AddStem(const GooglenetOptions& options);
  void AddHead(const std::string& name, int64_t channels, const GooglenetOptions& options);
};
TORCH_MODULE(Googlenet);

}  // namespace stride

#endif  // STRIDE_MODELS_GOOGLENET_GOOGLENET_MODULE_H_
