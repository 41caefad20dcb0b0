// The torch::nn module of inception_v3.h.
#ifndef STRIDE_MODELS_INCEPTION_V3_INCEPTION_V3_MODULE_H_
#define STRIDE_MODELS_INCEPTION_V3_INCEPTION_V3_MODULE_H_

#include "stride/models/core/auxiliary_heads.h"
#include "stride/models/inception_v3/inception_v3.h"
#include "stride/models/layers/chain.h"

namespace stride {

class InceptionV3Impl : public ChainImpl, public AuxiliaryHeads {
 public:
  explicit InceptionV3Impl(const InceptionV3Options& options);

 private:
  void AddStem(const InceptionV3Options& options);
  void AddBlocks(const InceptionV3Options& options);
  void AddHead(const InceptionV3Options& options);
};
TORCH_MODULE(InceptionV3);

}  // namespace stride

#endif  // STRIDE_MODELS_INCEPTION_V3_INCEPTION_V3_MODULE_H_
