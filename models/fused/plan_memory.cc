#include "stride/models/fused/plan_memory.h"

#include <algorithm>
#include <map>

#include "stride/models/fused/placement.h"

namespace stride {
namespace {

// Forward passes are at times 0 to steps - 1, the logits are read at `steps`, their gradient is
// written at the next time, and backward passes follow.
class Timetable {
 public:
  explicit Timetable(size_t steps) : steps_(static_cast<int>(steps)) {}

  // `step`: the number of steps stands for what is behind the last one.
  int Backward(int step) const { return 2 * steps_ + 1 - step; }

  void Add(const dnnl::memory& memory, int first, int last) {
    const size_t bytes = memory.get_desc().get_size();
    parts_.push_back({bytes, first, std::max(first, last)});
    memories_.push_back({memory});
  }

  // Values whose gradients are one have one memory.
  void AddGradient(const FusedValue& value) {
    const FusedValue* root = &value;
    while (root->gradient_of != nullptr) root = root->gradient_of;
    const int first = Backward(value.last_reader);
    const int last = std::max(first, Backward(value.producer));
    const auto [found, is_new] = by_root_.try_emplace(root, parts_.size());
    if (is_new) {
      Add(value.gradient, first, last);
      return;
    }
    Part& part = parts_[found->second];
    part.bytes = std::max(part.bytes, value.gradient.get_desc().get_size());
    part.first = std::min(part.first, first);
    part.last = std::max(part.last, last);
    memories_[found->second].push_back(value.gradient);
  }

  MemoryBlock Place() {
    MemoryBlock block = AllocateBlock(PlaceParts(parts_));
    for (size_t i = 0; i < parts_.size(); ++i) {
      for (dnnl::memory& memory : memories_[i]) {
        memory.set_data_handle(block.get() + parts_[i].offset);
      }
    }
    return block;
  }

 private:
  const int steps_;
  std::vector<Part> parts_;
  std::vector<std::vector<dnnl::memory>> memories_;  // of each part
  std::map<const FusedValue*, size_t> by_root_;      // parts of gradients
};

}  // namespace

MemoryBlock PlaceMemory(std::deque<FusedValue>& values,
                        const std::vector<std::unique_ptr<FusedStep>>& steps) {
  Timetable times(steps.size());
  for (const FusedValue& value : values) {
    if (value.producer < 0) continue;  // the images, and what is inside a step
    times.Add(value.data, value.producer,
              value.kept ? times.Backward(value.producer) : value.last_reader);
    if (value.gradient) times.AddGradient(value);
  }
  for (size_t i = 0; i < steps.size(); ++i) {
    const int forward = static_cast<int>(i);
    const int backward = times.Backward(forward);
    for (const dnnl::memory& memory : steps[i]->in_forward) times.Add(memory, forward, forward);
    for (const dnnl::memory& memory : steps[i]->in_both) times.Add(memory, forward, backward);
    for (const dnnl::memory& memory : steps[i]->in_backward) times.Add(memory, backward, backward);
  }
  return times.Place();
}

}  // namespace stride
