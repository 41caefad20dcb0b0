// How a step hands a gradient to its input.
#ifndef STRIDE_MODELS_FUSED_GRADIENT_H_
#define STRIDE_MODELS_FUSED_GRADIENT_H_

#include "stride/models/fused/step.h"

namespace stride {

// Where a primitive that writes a gradient of `desc` is to write: into the value's own memory when
// it is the first and only one there, else beside it, and Add() brings it there.
class GradientSink {
 public:
  GradientSink() = default;
  GradientSink(FusedValue& value, const dnnl::memory::desc& desc);

  bool wanted() const { return value_ != nullptr; }  // false: nobody needs this gradient
  const dnnl::memory& target() const { return target_; }
  void Add();

 private:
  FusedValue* value_ = nullptr;
  dnnl::memory target_;
  bool own_ = false;  // the target is not the value's memory
  dnnl::sum sum_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_GRADIENT_H_
