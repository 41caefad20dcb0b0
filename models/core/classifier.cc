#include "stride/models/core/classifier.h"

namespace stride {

std::vector<NamedTensor> StateTensors(const Classifier& classifier) {
  std::vector<NamedTensor> tensors = classifier.Parameters();
  const std::vector<NamedTensor> buffers = classifier.Buffers();
  tensors.insert(tensors.end(), buffers.begin(), buffers.end());
  return tensors;
}

}  // namespace stride
