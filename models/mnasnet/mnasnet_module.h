// The torch::nn module of mnasnet.h.
#ifndef STRIDE_MODELS_MNASNET_MNASNET_MODULE_H_
#define STRIDE_MODELS_MNASNET_MNASNET_MODULE_H_

#include "stride/models/layers/chain.h"
#include "stride/models/mnasnet/mnasnet.h"

namespace stride {

class MnasnetImpl : public torch::nn::Module {
 public:
  explicit MnasnetImpl(const MnasnetOptions& options);
  at::Tensor forward(const at::Tensor& images);

 private:
  Chain layers_;
  Chain classifier_;
};
TORCH_MODULE(Mnasnet);

}  // namespace stride

#endif  // STRIDE_MODELS_MNASNET_MNASNET_MODULE_H_
