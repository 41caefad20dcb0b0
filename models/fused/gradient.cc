#include "stride/models/fused/gradient.h"

namespace stride {

GradientSink::GradientSink(FusedValue& value, const dnnl::memory::desc& desc) {
  if (!value.gradient) return;
  value_ = &value;
  const dnnl::memory::desc layout = value.gradient.get_desc();
  own_ = value.readers > 1 || desc != layout;
  target_ = own_ ? dnnl::memory(desc, OneDnnEngine()) : value.gradient;
  if (value.readers == 1) return;
  sum_ = dnnl::sum(dnnl::sum::primitive_desc(layout, {1.0f, 1.0f}, {layout, desc}, OneDnnEngine()));
}

void GradientSink::Add() {
  if (own_ && !value_->has_gradient) {
    Reorder(target_, value_->gradient);
  } else if (own_) {
    sum_.execute(OneDnnStream(), {{DNNL_ARG_MULTIPLE_SRC, value_->gradient},
                                  {DNNL_ARG_MULTIPLE_SRC + 1, target_},
                                  {DNNL_ARG_DST, value_->gradient}});
  }
  value_->has_gradient = true;
}

}  // namespace stride
