#include "stride/models/mlp/mlp.h"

#include "stride/models/core/build_classifier.h"
#include "stride/models/layers/dense_layers.h"
#include "stride/models/mlp/mlp_module.h"

namespace stride {

MlpImpl::MlpImpl(const MlpOptions& options) {
  DenseLayersOptions layers;
  layers.in_features = options.input.numel();
  layers.hidden = options.hidden;
  layers.out_features = options.num_classes;
  layers.dropout = options.dropout;
  layers_ = register_module("layers", MakeDenseLayers(layers));
}

at::Tensor MlpImpl::forward(const at::Tensor& images) {
  return layers_->forward(images.flatten(1));
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeMlp(const MlpOptions& options) {
  return BuildClassifier<Mlp>("mlp", options);
}

}  // namespace stride
