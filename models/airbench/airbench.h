// A small network that learns CIFAR-10 in seconds on a GPU and in minutes on a processor.
//
// Jordan, "94% on CIFAR-10 in 3.29 seconds on a single GPU", arXiv 2404.00498, section 3, in the
// form that he trains with Muon: a convolution of 2x2 whose filters are not trained but computed
// from images (WhiteningFilters), three blocks of two convolutions, a pooling, a dense layer, GELU
// between them. The norms have no trained weight. Sides of 32 become 31, 15, 7, 3, 1.
//
// images [N, C, H, W] to logits [N, num_classes].
#ifndef STRIDE_MODELS_AIRBENCH_AIRBENCH_H_
#define STRIDE_MODELS_AIRBENCH_AIRBENCH_H_

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/shape.h"

namespace stride {

struct AirbenchOptions {
  ImageShape input = {3, 32, 32};
  int64_t num_classes = 10;
  std::array<int64_t, 3> widths = {64, 256, 256};  // of the blocks
  // Each filter of a block starts as PyTorch's own, the first as many as there are channels as the
  // identity (section 3.2); the head's weights have a deviation of 1, and its logits are divided by
  // the features' number.
  Initialisation initialisation = Initialisation::kTorchDefault;
  uint64_t seed = 0;
};

// The first layer's filters and the norms' weights do not require gradients. InvalidArgument, with
// the arithmetic, for images too small.
absl::StatusOr<std::unique_ptr<Classifier>> MakeAirbench(const AirbenchOptions& options);

// images: normalised, [N, C, H, W]. Filters [2 * C * 4, C, 2, 2]: the eigenvectors of the patches'
// covariance (about 0), each divided by sqrt(eigenvalue + epsilon), and the same negated
// (section 3.1).
at::Tensor WhiteningFilters(const at::Tensor& images, double epsilon = 5e-4);

// Sets them in a network of MakeAirbench; InvalidArgument for another one.
absl::Status SetWhitening(Classifier& classifier, const at::Tensor& filters);

}  // namespace stride

#endif  // STRIDE_MODELS_AIRBENCH_AIRBENCH_H_
