// A fully connected network: flatten, then dense layers with ReLU and dropout between them.
//
// images [N, C, H, W] to logits [N, num_classes].
#ifndef STRIDE_MODELS_MLP_MLP_H_
#define STRIDE_MODELS_MLP_MLP_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct MlpOptions {
  ImageShape input = {1, 28, 28};
  int64_t num_classes = 10;
  std::vector<int64_t> hidden = {512, 256};  // widths; empty: logistic regression
  double dropout = 0.2;                      // after each hidden layer
  Initialisation initialisation = Initialisation::kTorchDefault;
  uint64_t seed = 0;
};

// InvalidArgument for widths, classes or an input below 1 and dropout outside [0, 1].
absl::StatusOr<std::unique_ptr<Classifier>> MakeMlp(const MlpOptions& options);

}  // namespace stride

#endif  // STRIDE_MODELS_MLP_MLP_H_
