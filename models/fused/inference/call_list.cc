#include "stride/models/fused/inference/call_list.h"

#include <algorithm>

namespace stride {

int CallList::AddInput(const Layout& layout) {
  free_input_ = AddValue(layout);
  parts_.back().first = -1;
  return free_input_;
}

int CallList::AddValue(const Layout& layout) {
  const int now = static_cast<int>(calls_.size());
  parts_.push_back({layout.get_size(), now, now, 0});
  values_.push_back({layout, parts_.size() - 1, {}});
  return static_cast<int>(values_.size()) - 1;
}

int CallList::AddView(int value, const Layout& layout) {
  values_.push_back({layout, values_[value].part, {}});
  return static_cast<int>(values_.size()) - 1;
}

int CallList::InLayout(int value, const Layout& layout) {
  if (value == free_input_) {
    values_[value].layout = layout;
    parts_[values_[value].part].bytes = layout.get_size();
  }
  return values_[value].layout == layout ? value : Copy(value, layout);
}

int CallList::Copy(int value, const Layout& layout) {
  const int copy = AddValue(layout);
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  const dnnl::reorder::primitive_desc reorder(OneDnnEngine(), values_[value].layout, OneDnnEngine(),
                                              layout, attributes);
  Add(dnnl::reorder(reorder), {{DNNL_ARG_FROM, value}, {DNNL_ARG_TO, copy}}, {},
      reorder.scratchpad_desc());
  return copy;
}

void CallList::Add(const dnnl::primitive& primitive, const Values& values,
                   const Constants& constants, const Layout& scratchpad) {
  const int now = static_cast<int>(calls_.size());
  for (const auto& [argument, value] : values) {
    if (value == free_input_) free_input_ = -1;
    parts_[values_[value].part].last = now;
  }
  calls_.push_back({primitive, values, constants, scratchpad});
}

void CallList::Place(int kept) {
  parts_[values_[kept].part].last = static_cast<int>(calls_.size());
  block_ = AllocateBlock(PlaceParts(parts_));
  size_t scratch = 0;
  for (const Call& call : calls_) scratch = std::max(scratch, call.scratchpad.get_size());
  scratch_ = AllocateBlock(scratch);
  for (Value& value : values_) {
    value.memory =
        dnnl::memory(value.layout, OneDnnEngine(), block_.get() + parts_[value.part].offset);
  }
  for (Call& call : calls_) {
    for (const auto& [argument, value] : call.values) {
      call.arguments[argument] = values_[value].memory;
    }
    call.arguments[DNNL_ARG_SCRATCHPAD] =
        dnnl::memory(call.scratchpad, OneDnnEngine(), scratch_.get());
  }
}

void CallList::Run() {
  for (const Call& call : calls_) call.primitive.execute(OneDnnStream(), call.arguments);
}

}  // namespace stride
