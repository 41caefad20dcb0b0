#include "stride/models/layers/dense_layers.h"

#include <torch/nn/modules/container/functional.h>
#include <torch/nn/modules/dropout.h>

#include "absl/strings/str_cat.h"
#include "stride/models/layers/linear.h"

namespace stride {

torch::nn::Sequential MakeDenseLayers(const DenseLayersOptions& options) {
  torch::nn::Sequential layers;
  const auto activate = [activation = options.activation](const at::Tensor& input) {
    return Activate(activation, input);
  };
  int64_t features = options.in_features;
  size_t number = 1;
  for (const int64_t width : options.hidden) {
    layers->push_back(absl::StrCat("fc", number), Linear(features, width));
    layers->push_back(absl::StrCat("act", number), torch::nn::Functional(activate));
    layers->push_back(absl::StrCat("dropout", number), torch::nn::Dropout(options.dropout));
    features = width;
    ++number;
  }
  layers->push_back(absl::StrCat("fc", number), Linear(features, options.out_features));
  return layers;
}

}  // namespace stride
