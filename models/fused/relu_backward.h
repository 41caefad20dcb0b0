// The gradient of a ReLU that another primitive has applied to what it yields.
#ifndef STRIDE_MODELS_FUSED_RELU_BACKWARD_H_
#define STRIDE_MODELS_FUSED_RELU_BACKWARD_H_

#include "stride/models/fused/step.h"

namespace stride {

// For a primitive's attributes.
dnnl::primitive_attr WithRelu(bool relu);

class ReluBackward {
 public:
  ReluBackward() = default;
  explicit ReluBackward(const dnnl::memory::desc& layout);
  // By the sign of output.data; `result` may be output.gradient.
  void Execute(const FusedValue& output, const dnnl::memory& result);

 private:
  dnnl::eltwise_backward primitive_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_RELU_BACKWARD_H_
