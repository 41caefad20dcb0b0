#include "stride/train/optimizer/clip_gradients.h"

#include <c10/core/GradMode.h>

#include <cmath>

namespace stride {

double ClipGradientNorm(const std::vector<OptimizedParameter>& parameters, double max_norm) {
  const c10::NoGradGuard no_grad;
  double sum = 0;
  for (const OptimizedParameter& item : parameters) {
    const at::Tensor& gradient = item.parameter.tensor.grad();
    if (gradient.defined()) sum += std::pow(gradient.norm().item<double>(), 2);
  }
  const double norm = std::sqrt(sum);
  const double factor = max_norm / (norm + 1e-6);
  if (factor >= 1) return norm;
  for (const OptimizedParameter& item : parameters) {
    at::Tensor gradient = item.parameter.tensor.grad();
    if (gradient.defined()) gradient.mul_(factor);
  }
  return norm;
}

}  // namespace stride
