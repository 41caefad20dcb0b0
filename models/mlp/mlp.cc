#include "stride/models/mlp/mlp.h"

#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/dropout.h>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/core/torch_error.h"
#include "stride/models/layers/linear.h"
#include "stride/models/mlp/mlp_module.h"

namespace stride {

MlpImpl::MlpImpl(const MlpOptions& options) {
  int64_t features = options.input.numel();
  size_t layer = 1;
  for (const int64_t width : options.hidden) {
    layers_->push_back(absl::StrCat("fc", layer), Linear(features, width));
    layers_->push_back(absl::StrCat("relu", layer), torch::nn::ReLU());
    layers_->push_back(absl::StrCat("dropout", layer), torch::nn::Dropout(options.dropout));
    features = width;
    ++layer;
  }
  layers_->push_back(absl::StrCat("fc", layer), Linear(features, options.num_classes));
  register_module("layers", layers_);
}

at::Tensor MlpImpl::forward(const at::Tensor& images) { return layers_->forward(images.flatten(1)); }

absl::StatusOr<std::unique_ptr<Classifier>> MakeMlp(const MlpOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(Mlp module, CatchTorchErrors("mlp", [&] { return Mlp(options); }));
  STRIDE_ASSIGN_OR_RETURN(
      std::unique_ptr<Classifier> classifier,
      MakeClassifier("mlp", module, options.input, options.num_classes));
  InitializeParameters(classifier->Parameters(), options.initialisation, options.seed);
  return classifier;
}

}  // namespace stride
