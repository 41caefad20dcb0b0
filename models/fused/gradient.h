// How a step hands a gradient to its input.
#ifndef STRIDE_MODELS_FUSED_GRADIENT_H_
#define STRIDE_MODELS_FUSED_GRADIENT_H_

#include <vector>

#include "stride/models/fused/step.h"

namespace stride {

// What a primitive adds to the gradient of a value that it reads.
class GradientSink {
 public:
  GradientSink() = default;
  // `desc`: the layout that the primitive writes. What lies beside the gradient joins `memories`.
  GradientSink(FusedValue& value, const dnnl::memory::desc& desc,
               std::vector<dnnl::memory>& memories);

  bool wanted() const { return value_ != nullptr; }  // false: nobody needs this gradient
  // Where to write in this backward pass: the gradient's own memory for the first to write there,
  // else beside it. Then call Add().
  const dnnl::memory& target() const;
  void Add();

 private:
  bool IsFirst() const { return same_layout_ && !value_->has_gradient; }

  FusedValue* value_ = nullptr;
  bool same_layout_ = false;
  dnnl::memory beside_;
  dnnl::sum sum_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_GRADIENT_H_
