// Dense layers in a row, with activation and dropout between them: the head of most networks.
#ifndef STRIDE_MODELS_LAYERS_DENSE_LAYERS_H_
#define STRIDE_MODELS_LAYERS_DENSE_LAYERS_H_

#include <torch/nn/modules/container/sequential.h>

#include <cstdint>
#include <vector>

#include "stride/models/layers/activation.h"

namespace stride {

struct DenseLayersOptions {
  int64_t in_features = 0;
  std::vector<int64_t> hidden;  // widths; may be empty
  int64_t out_features = 0;
  Activation activation = Activation::kReLU;
  double dropout = 0;  // after each hidden layer
};

// [N, in_features] to [N, out_features]. Layers are named fc1, act1, dropout1, fc2, ...
// Throws c10::Error for widths below 1 and dropout outside [0, 1].
torch::nn::Sequential MakeDenseLayers(const DenseLayersOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_DENSE_LAYERS_H_
