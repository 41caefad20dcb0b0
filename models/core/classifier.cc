#include "stride/models/core/classifier.h"

#include <c10/core/GradMode.h>

namespace stride {

std::vector<NamedTensor> StateTensors(const Classifier& classifier) {
  std::vector<NamedTensor> tensors = classifier.Parameters();
  const std::vector<NamedTensor> buffers = classifier.Buffers();
  tensors.insert(tensors.end(), buffers.begin(), buffers.end());
  return tensors;
}

void ToChannelsLast(Classifier& classifier) {
  const c10::NoGradGuard no_grad;
  for (NamedTensor& item : classifier.Parameters()) {
    if (item.tensor.dim() != 4) continue;
    item.tensor.set_data(item.tensor.contiguous(at::MemoryFormat::ChannelsLast));
  }
}

}  // namespace stride
