// oneDNN primitives to be called one after the other, and the memory between them.
//
// While calls are added, values have layouts and no memory. Place() then gives each value a part of
// one block, in which those that are never needed at once share bytes.
#ifndef STRIDE_MODELS_FUSED_INFERENCE_CALL_LIST_H_
#define STRIDE_MODELS_FUSED_INFERENCE_CALL_LIST_H_

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stride/models/fused/memory_block.h"
#include "stride/models/fused/onednn.h"
#include "stride/models/fused/placement.h"

namespace stride {

class CallList {
 public:
  using Layout = dnnl::memory::desc;
  using Values = std::vector<std::pair<int, int>>;  // primitive's arguments and values
  using Constants = std::unordered_map<int, dnnl::memory>;

  // A value that is there before the first call. Its layout may be changed by what reads it first.
  int AddInput(const Layout& layout);
  int AddValue(const Layout& layout);
  // The bytes of `value`, described by another layout of the same size.
  int AddView(int value, const Layout& layout);
  const Layout& layout(int value) const { return values_[value].layout; }

  // `value` in this layout: itself, or a copy.
  int InLayout(int value, const Layout& layout);
  int Copy(int value, const Layout& layout);

  // `scratchpad`: the primitive descriptor's.
  void Add(const dnnl::primitive& primitive, const Values& values, const Constants& constants,
           const Layout& scratchpad);

  // `kept` is there after the last call. Nothing is added after this.
  void Place(int kept);
  const dnnl::memory& memory(int value) const { return values_[value].memory; }

  void Run();

 private:
  struct Value {
    Layout layout;
    size_t part = 0;
    dnnl::memory memory;
  };
  struct Call {
    dnnl::primitive primitive;
    Values values;
    Constants arguments;
    Layout scratchpad;
  };

  std::vector<Value> values_;
  std::vector<Part> parts_;  // of the block; times are calls
  std::vector<Call> calls_;
  int free_input_ = -1;  // an input that nothing has read
  MemoryBlock block_, scratch_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_INFERENCE_CALL_LIST_H_
