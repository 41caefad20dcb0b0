#include "stride/train/optimizer/optimized_parameter.h"

namespace stride {

std::vector<OptimizedParameter> OptimizeAll(const std::vector<NamedTensor>& parameters) {
  std::vector<OptimizedParameter> optimized;
  optimized.reserve(parameters.size());
  for (const NamedTensor& parameter : parameters) optimized.push_back({parameter, 1, 1});
  return optimized;
}

std::vector<OptimizedParameter> DecayWeightsOnly(const std::vector<NamedTensor>& parameters) {
  std::vector<OptimizedParameter> optimized;
  optimized.reserve(parameters.size());
  for (const NamedTensor& parameter : parameters) {
    optimized.push_back({parameter, 1, parameter.tensor.dim() >= 2 ? 1.0 : 0.0});
  }
  return optimized;
}

}  // namespace stride
