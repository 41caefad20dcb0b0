#include "stride/models/layers/branches.h"

#include <ATen/ops/cat.h>

namespace stride {

int BranchesImpl::AddStep(int from, Function forward) {
  const int number = static_cast<int>(steps_.size());
  TORCH_CHECK(from >= kInput && from < number, "Branches: there is no layer ", from, " yet");
  if (from != kInput) steps_[from].is_last = false;
  steps_.push_back({std::move(forward), from});
  return number;
}

at::Tensor BranchesImpl::forward(const at::Tensor& images) {
  std::vector<at::Tensor> outputs;
  std::vector<at::Tensor> ends;
  for (const Step& step : steps_) {
    outputs.push_back(step.forward(step.from == kInput ? images : outputs[step.from]));
    if (step.is_last) ends.push_back(outputs.back());
  }
  return at::cat(ends, 1);
}

}  // namespace stride
