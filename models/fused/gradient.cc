#include "stride/models/fused/gradient.h"

namespace stride {

GradientSink::GradientSink(FusedValue& value, const dnnl::memory::desc& desc,
                           std::vector<dnnl::memory>& memories) {
  if (!value.gradient) return;
  value_ = &value;
  const dnnl::memory::desc layout = value.gradient.get_desc();
  same_layout_ = desc == layout;
  if (same_layout_ && value.readers == 1) return;
  beside_ = Unplaced(desc);
  memories.push_back(beside_);
  sum_ = dnnl::sum(dnnl::sum::primitive_desc(layout, {1.0f, 1.0f}, {layout, desc}, OneDnnEngine()));
}

const dnnl::memory& GradientSink::target() const { return IsFirst() ? value_->gradient : beside_; }

void GradientSink::Add() {
  if (value_->has_gradient) {
    sum_.execute(OneDnnStream(), {{DNNL_ARG_MULTIPLE_SRC, value_->gradient},
                                  {DNNL_ARG_MULTIPLE_SRC + 1, beside_},
                                  {DNNL_ARG_DST, value_->gradient}});
  } else if (!same_layout_) {
    Reorder(beside_, value_->gradient);
  }
  value_->has_gradient = true;
}

}  // namespace stride
