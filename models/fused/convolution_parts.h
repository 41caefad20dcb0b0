// What the passes of a convolution have in common.
#ifndef STRIDE_MODELS_FUSED_CONVOLUTION_PARTS_H_
#define STRIDE_MODELS_FUSED_CONVOLUTION_PARTS_H_

#include <cstddef>
#include <vector>

#include "stride/models/fused/onednn.h"
#include "stride/models/fused/step.h"

namespace stride {

struct ConvolutionWindows {
  dnnl::memory::dims stride, dilation, before, after;
};

ConvolutionWindows WindowsOf(const GraphOp& op, const dnnl::memory::dims& input);

// Whether Winograd's algorithm could take it.
bool IsPlain3x3(const GraphOp& op, const dnnl::memory::desc& input);

// Those to try, the fastest first.
std::vector<dnnl::algorithm> ConvolutionAlgorithms(const GraphOp& op,
                                                   const dnnl::memory::desc& input,
                                                   dnnl::memory::data_type type);

inline dnnl::memory::desc AnyLayout(const dnnl::memory::desc& like, dnnl::memory::data_type type) {
  return {like.dims(), type, dnnl::memory::format_tag::any};
}

// What `make` makes of the first algorithm that oneDNN has here.
template <typename Make>
auto FirstOf(const std::vector<dnnl::algorithm>& algorithms, const Make& make) {
  for (size_t i = 0; i + 1 < algorithms.size(); ++i) {
    try {
      return make(algorithms[i]);
    } catch (const dnnl::error&) {
      continue;
    }
  }
  return make(algorithms.back());
}

// The gradient of a convolution's input.
class DataGradient {
 public:
  virtual ~DataGradient() = default;
  // From the output's gradient, added to the input's.
  virtual void Execute() = 0;
};

// `forward` is the convolution's own primitive; the input's gradient is wanted. What it needs for
// itself joins `memories`.
std::unique_ptr<DataGradient> MakeDataGradient(
    const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward, FusedValue& input,
    const FusedValue& output, std::vector<dnnl::memory>& memories);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_CONVOLUTION_PARTS_H_
