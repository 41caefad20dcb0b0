// A faster way to train the same network: its convolutional part runs on oneDNN's own primitives
// (plan.h), under the same contract and with the same parameters.
#ifndef STRIDE_MODELS_FUSED_FUSED_CLASSIFIER_H_
#define STRIDE_MODELS_FUSED_FUSED_CLASSIFIER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"

namespace stride {

// Training passes of float32 parameters on the CPU are fused; all others are those of `classifier`.
// The precision is that of the PrecisionScope around Forward. At most one backward pass for a
// forward pass, and before the next one.
//
// Unimplemented, with the reason, for a network that has an operation that cannot be fused, and
// where LibTorch's oneDNN is not 2.x; `classifier` is as it was then.
absl::StatusOr<std::unique_ptr<Classifier>> Fuse(std::unique_ptr<Classifier>& classifier);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_FUSED_CLASSIFIER_H_
