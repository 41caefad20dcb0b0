// A training step of a network, fused or not, and how far two of them are apart.
#ifndef STRIDE_MODELS_FUSED_FUSED_TEST_UTIL_H_
#define STRIDE_MODELS_FUSED_FUSED_TEST_UTIL_H_

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "stride/models/core/classifier.h"
#include "stride/models/core/precision.h"
#include "stride/models/fused/fused_classifier.h"

namespace stride {

// Four images of noise.
at::Tensor Images(const Classifier& network);

// Null, and the test is to be skipped, where there is no oneDNN 2.
std::unique_ptr<Classifier> Fused(std::unique_ptr<Classifier> network,
                                  const FuseOptions& options = {});

FuseOptions Direct();  // without Winograd's algorithm

struct Step {
  at::Tensor logits;
  std::vector<NamedTensor> gradients;
};

// On images and labels that are the same each time.
Step TrainOnce(Classifier& network, Precision precision = Precision::kFloat32);

// Relative.
double Difference(const at::Tensor& found, const at::Tensor& expected);

// Logits and gradients within `bound`, buffers closer.
void ExpectSame(const Classifier& fused, const Step& found, const Classifier& plain,
                const Step& expected, double bound);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_FUSED_TEST_UTIL_H_
