// A classifier's weight file: its parameters and buffers as safetensors, named as in PyTorch.
#ifndef STRIDE_MODELS_CORE_WEIGHTS_H_
#define STRIDE_MODELS_CORE_WEIGHTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/named_tensor.h"

namespace stride {

absl::Status SaveWeights(const Classifier& classifier, const std::string& path);

// Names and shapes must be the classifier's; values are converted to its types and device. On error
// nothing has changed.
absl::Status LoadWeights(Classifier& classifier, const std::string& path);

// For other classes than those of the file: leaves as it is what differs from the file in the
// number of classes alone, that is the last layer and those of auxiliary heads, and returns its
// names. Everything else as LoadWeights.
absl::StatusOr<std::vector<std::string>> LoadTrunk(Classifier& classifier, const std::string& path);

// FailedPrecondition with the name of the first parameter or buffer that holds a NaN or infinity.
absl::Status CheckFinite(const Classifier& classifier);

// Copies the values of `source` into the tensors of the same names in `target`, all or none. The
// error lists what is missing, unexpected or of another shape.
absl::Status CopyTensors(const std::vector<NamedTensor>& source,
                         const std::vector<NamedTensor>& target);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_WEIGHTS_H_
