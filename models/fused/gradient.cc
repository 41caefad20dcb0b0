#include "stride/models/fused/gradient.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <limits>
#include <map>

namespace stride {
namespace {

// Values whose gradients are one.
struct Together {
  std::vector<FusedValue*> values;
  int first = std::numeric_limits<int>::max();  // the step that made the first of them
  int last = -1;                                // the last step that reads one
  int64_t bytes = 0;
};

struct Buffer {
  int64_t bytes = 0;
  int free_from = 0;  // for gradients whose last reader is before this step
  std::vector<FusedValue*> values;
};

std::vector<Together> Collect(std::deque<FusedValue>& values) {
  std::map<const FusedValue*, Together> by_root;
  for (FusedValue& value : values) {
    if (!value.gradient) continue;
    const FusedValue* root = &value;
    while (root->gradient_of != nullptr) root = root->gradient_of;
    Together& together = by_root[root];
    together.values.push_back(&value);
    together.first = std::min(together.first, value.producer);
    together.last = std::max(together.last, value.last_reader);
    together.bytes = std::max<int64_t>(together.bytes, value.gradient.get_desc().get_size());
  }
  std::vector<Together> all;
  all.reserve(by_root.size());
  for (auto& entry : by_root) all.push_back(std::move(entry.second));
  std::sort(all.begin(), all.end(), [](const Together& a, const Together& b) {
    return std::pair(a.last, a.first) > std::pair(b.last, b.first);
  });
  return all;
}

// The smallest free buffer that is large enough, or else the largest.
Buffer& Choose(const Together& together, std::deque<Buffer>& buffers) {
  Buffer* best = nullptr;
  for (Buffer& buffer : buffers) {
    if (buffer.free_from <= together.last) continue;
    const bool fits = buffer.bytes >= together.bytes;
    const bool best_fits = best != nullptr && best->bytes >= together.bytes;
    if (best == nullptr || (fits && (!best_fits || buffer.bytes < best->bytes)) ||
        (!fits && !best_fits && buffer.bytes > best->bytes)) {
      best = &buffer;
    }
  }
  return best != nullptr ? *best : buffers.emplace_back();
}

}  // namespace

GradientSink::GradientSink(FusedValue& value, const dnnl::memory::desc& desc) {
  if (!value.gradient) return;
  value_ = &value;
  const dnnl::memory::desc layout = value.gradient.get_desc();
  same_layout_ = desc == layout;
  if (same_layout_ && value.readers == 1) return;
  beside_ = dnnl::memory(desc, OneDnnEngine());
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

std::vector<at::Tensor> ShareGradientMemory(std::deque<FusedValue>& values) {
  std::deque<Buffer> buffers;
  for (const Together& together : Collect(values)) {
    Buffer& buffer = Choose(together, buffers);
    buffer.bytes = std::max(buffer.bytes, together.bytes);
    buffer.free_from = together.first;
    buffer.values.insert(buffer.values.end(), together.values.begin(), together.values.end());
  }
  std::vector<at::Tensor> memories;
  for (const Buffer& buffer : buffers) {
    memories.push_back(at::empty({buffer.bytes}, at::kByte));
    for (FusedValue* value : buffer.values) {
      value->gradient.set_data_handle(memories.back().data_ptr());
    }
  }
  return memories;
}

}  // namespace stride
