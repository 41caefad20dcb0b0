// A Classifier made of any torch::nn module: a family's or the reader's own.
//
//   class NetImpl : public torch::nn::Module { ... at::Tensor forward(const at::Tensor& images); };
//   TORCH_MODULE(Net);
//   StatusOr<std::unique_ptr<Classifier>> net = MakeClassifier("net", Net(), {3, 32, 32}, 10);
//
// The module is traced (tracer.h): layers that do not fit each other, or a number of logits other
// than num_classes, are InvalidArgument with the arithmetic layer by layer. Use the layers of
// models/layers: torch::nn's own work too, but leave no record and explain nothing.
#ifndef STRIDE_MODELS_CORE_MODULE_CLASSIFIER_H_
#define STRIDE_MODELS_CORE_MODULE_CLASSIFIER_H_

#include <torch/nn/module.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/shape.h"
#include "stride/models/core/tracer.h"

namespace stride {

namespace internal {

absl::StatusOr<std::unique_ptr<Classifier>> MakeModuleClassifier(
    const std::string& name, std::shared_ptr<torch::nn::Module> module, TracedFunction forward,
    const ImageShape& input, int64_t num_classes);

}  // namespace internal

// `module`: a holder (TORCH_MODULE) whose forward takes a batch of images and returns logits.
template <typename Holder>
absl::StatusOr<std::unique_ptr<Classifier>> MakeClassifier(const std::string& name,
                                                           const Holder& module,
                                                           const ImageShape& input,
                                                           int64_t num_classes) {
  auto forward = [module = Holder(module)](const at::Tensor& images) mutable {
    return module->forward(images);
  };
  return internal::MakeModuleClassifier(name, module.ptr(), std::move(forward), input, num_classes);
}

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_MODULE_CLASSIFIER_H_
