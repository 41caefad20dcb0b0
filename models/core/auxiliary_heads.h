// For modules whose training has losses beside the main one.
#ifndef STRIDE_MODELS_CORE_AUXILIARY_HEADS_H_
#define STRIDE_MODELS_CORE_AUXILIARY_HEADS_H_

#include <ATen/core/Tensor.h>

#include <utility>
#include <vector>

#include "stride/models/core/classifier.h"
#include "stride/models/core/tracer.h"

namespace stride {

// A torch::nn module that is one of these too hands its heads' logits to its Classifier:
//
//   class NetImpl : public torch::nn::Module, public AuxiliaryHeads { ... };
//   at::Tensor NetImpl::forward(const at::Tensor& images) {
//     ClearAuxiliary();
//     ...
//     RunAuxiliary(head_, maps, 0.3, is_training());
class AuxiliaryHeads {
 public:
  // Those of the last forward in training, once.
  std::vector<AuxiliaryLogits> TakeAuxiliaryLogits() { return std::exchange(logits_, {}); }

 protected:
  void ClearAuxiliary() { logits_.clear(); }

  // `head`: a holder (TORCH_MODULE), which may be empty. It runs in training; and in a trace, so
  // that construction shows whether it fits.
  template <typename Head>
  void RunAuxiliary(Head& head, const at::Tensor& maps, double weight, bool training) {
    if (head.is_empty() || (!training && Tracer::Active() == nullptr)) return;
    const at::Tensor logits = head->forward(maps);
    if (training) logits_.push_back({logits, weight});
  }

 private:
  std::vector<AuxiliaryLogits> logits_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_AUXILIARY_HEADS_H_
