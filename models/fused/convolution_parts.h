// What the passes of a convolution have in common.
#ifndef STRIDE_MODELS_FUSED_CONVOLUTION_PARTS_H_
#define STRIDE_MODELS_FUSED_CONVOLUTION_PARTS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "stride/models/fused/columns.h"
#include "stride/models/fused/convolution_timing.h"
#include "stride/models/fused/onednn.h"
#include "stride/models/fused/step.h"

namespace stride {

struct ConvolutionWindows {
  dnnl::memory::dims stride, dilation, before, after;
};

ConvolutionWindows WindowsOf(const GraphOp& op, const dnnl::memory::dims& input);
WindowGrid GridOf(const GraphOp& op, const dnnl::memory::dims& input);

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

// Whether Winograd's algorithm takes less time than the direct one, or oneDNN has it at all.
template <typename Make>
bool WinogradIsFaster(const Make& make) {
  try {
    const auto winograd = make(dnnl::algorithm::convolution_winograd);
    const auto direct = make(dnnl::algorithm::convolution_direct);
    return SecondsOf(dnnl::primitive(winograd), ArgumentsOf(winograd)) <
           SecondsOf(dnnl::primitive(direct), ArgumentsOf(direct));
  } catch (const dnnl::error&) {
    return false;
  }
}

// What the convolution's choices say of this pass; asks `measure` once where they say nothing.
bool ChoosesWinograd(const GraphOp& op, const std::string& pass, const dnnl::memory::desc& input,
                     const std::function<bool()>& measure);

// What `make` makes of the algorithm that is measured, or that a rule of sizes says. `pass`:
// forward, data or weights.
template <typename Make>
auto MakePass(const GraphOp& op, const char* pass, const dnnl::memory::desc& input,
              dnnl::memory::data_type type, const Make& make) {
  const std::vector<dnnl::algorithm> algorithms = ConvolutionAlgorithms(op, input, type);
  if (algorithms.size() > 1 && op.choices != nullptr &&
      !ChoosesWinograd(op, pass, input, [&] { return WinogradIsFaster(make); })) {
    return make(dnnl::algorithm::convolution_direct);
  }
  return FirstOf(algorithms, make);
}

// The gradient of a convolution's input.
class DataGradient {
 public:
  virtual ~DataGradient() = default;
  // From the output's gradient, added to the input's.
  virtual void Execute() = 0;
};

// Those of a convolution's parameters, float32 and of their layout; `weights` undefined where they
// are not trained, `bias` where there is none.
class WeightsGradient {
 public:
  virtual ~WeightsGradient() = default;
  virtual void Execute(const at::Tensor& weights, const at::Tensor& bias) = 0;
};

// `forward` is the convolution's own primitive; the input's gradient is wanted. What they need for
// themselves joins `memories`.
std::unique_ptr<DataGradient> MakeDataGradient(
    const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward, FusedValue& input,
    const FusedValue& output, std::vector<dnnl::memory>& memories);
// By products of tiles: for bfloat16 where the processor multiplies matrices.
std::unique_ptr<WeightsGradient> MakeTileGradient(const GraphOp& op, const FusedValue& input,
                                                  const FusedValue& output,
                                                  std::vector<dnnl::memory>& memories);
std::unique_ptr<WeightsGradient> MakeWeightsGradient(
    const GraphOp& op, const dnnl::convolution_forward::primitive_desc& forward,
    const FusedValue& input, const FusedValue& output, std::vector<dnnl::memory>& memories);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_CONVOLUTION_PARTS_H_
