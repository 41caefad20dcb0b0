// A faster way to train the same network: it runs on oneDNN's own primitives (plan.h), under the
// same contract and with the same parameters.
#ifndef STRIDE_MODELS_FUSED_FUSED_CLASSIFIER_H_
#define STRIDE_MODELS_FUSED_FUSED_CLASSIFIER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/fused/convolution_choices.h"

namespace stride {

struct FuseOptions {
  // Winograd's algorithm for 3x3 convolutions in float32: half of the time, and a relative error of
  // about 1e-6 in place of 1e-7.
  bool winograd = true;
  // Which layers and passes take it: what is measured when the first batch of a size comes, once
  // and for all that share these choices. Null: a rule of their sizes.
  std::shared_ptr<ConvolutionChoices> choices;
};

// Training passes of float32 parameters on the CPU are fused; all others are those of `classifier`.
// The precision is that of the PrecisionScope around Forward. At most one backward pass for a
// forward pass, and before the next one.
//
// Unimplemented, with the reason, for a network that has an operation that cannot be fused, and
// where LibTorch's oneDNN is not 2.x; `classifier` is as it was then.
absl::StatusOr<std::unique_ptr<Classifier>> Fuse(std::unique_ptr<Classifier>& classifier,
                                                 const FuseOptions& options = {});

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_FUSED_CLASSIFIER_H_
