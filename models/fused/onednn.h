// oneDNN's engine, and its memory around tensors.
#ifndef STRIDE_MODELS_FUSED_ONEDNN_H_
#define STRIDE_MODELS_FUSED_ONEDNN_H_

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <oneapi/dnnl/dnnl.hpp>
#include <optional>
#include <vector>

namespace stride {

const dnnl::engine& OneDnnEngine();
dnnl::stream& OneDnnStream();

// nhwc or nChw16c, where a pixel's channels lie together; none of other layouts.
std::optional<dnnl::memory::format_tag> PixelLayout(const dnnl::memory::desc& maps);

// Whether the processor multiplies bfloat16 matrices in units of their own (AMX).
bool HasMatrixUnit();

dnnl::memory::data_type OneDnnType(at::ScalarType type);

// The tensor's sizes and strides; `groups` > 1 splits the first dimension of a convolution's
// weights.
dnnl::memory::desc DescribeTensor(const at::Tensor& tensor, int64_t groups = 1);

// The tensor's own memory, which must outlive it.
dnnl::memory WrapTensor(const at::Tensor& tensor, int64_t groups = 1);

// `from` in the layout and type of `to`.
void Reorder(const dnnl::memory& from, const dnnl::memory& to);

// Memory without bytes, until it is given a handle.
dnnl::memory Unplaced(const dnnl::memory::desc& layout);

// Bytes without a layout.
dnnl::memory UnplacedBytes(size_t bytes);

template <typename Number>
Number* Elements(const dnnl::memory& memory) {
  return static_cast<Number*>(memory.get_data_handle());
}

// A copy of a memory in another layout, or the memory itself where it has that layout already.
class Reordered {
 public:
  Reordered() = default;
  // The copy, if it is one, is unplaced and joins `memories`.
  Reordered(const dnnl::memory& from, const dnnl::memory::desc& to,
            std::vector<dnnl::memory>& memories);
  void Update() const;  // call after `from` has changed
  const dnnl::memory& get() const { return to_; }

 private:
  dnnl::memory from_;
  dnnl::memory to_;
  dnnl::reorder reorder_;
  bool copies_ = false;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_ONEDNN_H_
