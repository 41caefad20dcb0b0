// A tensor and its name in a state dictionary: "features.0.weight".
#ifndef STRIDE_MODELS_CORE_NAMED_TENSOR_H_
#define STRIDE_MODELS_CORE_NAMED_TENSOR_H_

#include <ATen/core/Tensor.h>

#include <string>

namespace stride {

// The tensor is a handle: copies share its values.
struct NamedTensor {
  std::string name;
  at::Tensor tensor;
};

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_NAMED_TENSOR_H_
