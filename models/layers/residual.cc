#include "stride/models/layers/residual.h"

#include <ATen/ops/empty.h>
#include <c10/util/Exception.h>

#include <utility>
#include <vector>

namespace stride {

at::Tensor DropExamples(const at::Tensor& branch, double probability) {
  if (probability == 0) return branch;
  std::vector<int64_t> sizes(branch.dim(), 1);
  sizes[0] = branch.size(0);
  const double kept = 1 - probability;
  return branch * at::empty(sizes, branch.options()).bernoulli_(kept).div_(kept);
}

ResidualImpl::ResidualImpl(const std::string& name, Chain branch, bool shortcut,
                           double drop_probability)
    : branch_(register_module(name, std::move(branch))),
      shortcut_(shortcut),
      drop_probability_(drop_probability) {
  TORCH_CHECK(drop_probability >= 0 && drop_probability < 1,
              "drop_probability must be in [0, 1), found ", drop_probability);
}

at::Tensor ResidualImpl::forward(const at::Tensor& input) {
  at::Tensor output = branch_->forward(input);
  if (!shortcut_) return output;
  return DropExamples(output, is_training() ? drop_probability_ : 0) + input;
}

}  // namespace stride
