#include "stride/models/fused/convolution_parts.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "glog/logging.h"
#include "stride/models/fused/convolution_choices.h"

namespace stride {

using dnnl::memory;

ConvolutionWindows WindowsOf(const GraphOp& op, const memory::dims& input) {
  ConvolutionWindows windows;
  for (size_t i = 0; i < 2; ++i) {
    const int64_t reach = op.dilation[i] * (op.kernel[i] - 1) + 1;
    windows.stride.push_back(op.stride[i]);
    windows.dilation.push_back(op.dilation[i] - 1);
    windows.before.push_back(op.padding[i]);
    windows.after.push_back(PaddingBehind(op, i, reach, input[i + 2]));
  }
  return windows;
}

WindowGrid GridOf(const GraphOp& op, const memory::dims& input) {
  WindowGrid grid;
  grid.batch = input[0];
  grid.channels = input[1];
  grid.image = {input[2], input[3]};
  grid.windows = {op.sizes[1], op.sizes[2]};
  grid.kernel = op.kernel;
  grid.stride = op.stride;
  grid.padding = op.padding;
  return grid;
}

bool IsPlain3x3(const GraphOp& op, const memory::desc& input) {
  const std::array<int64_t, 2> one = {1, 1};
  return op.kernel == std::array<int64_t, 2>{3, 3} && op.stride == one && op.dilation == one &&
         op.groups == 1 && input.dims()[1] >= 16;
}

// Winograd's F(4x4, 3x3) needs a quarter of the direct convolution's multiplications (Lavin and
// Gray, arXiv 1509.09308), in tiles of 4x4.
std::vector<dnnl::algorithm> ConvolutionAlgorithms(const GraphOp& op, const memory::desc& input,
                                                   memory::data_type type) {
  if (op.winograd && type == memory::data_type::f32 && IsPlain3x3(op, input) && op.sizes[1] >= 4) {
    return {dnnl::algorithm::convolution_winograd, dnnl::algorithm::convolution_direct};
  }
  return {dnnl::algorithm::convolution_direct};
}

bool ChoosesWinograd(const GraphOp& op, const std::string& pass, const memory::desc& input,
                     const std::function<bool()>& measure) {
  const memory::dims in = input.dims();
  const std::string name =
      absl::StrCat(pass, " ", in[1], "x", in[2], "x", in[3], " to ", op.sizes[0]);
  const std::optional<bool> known = op.choices->winograd(name);
  if (known.has_value()) return *known;
  const bool winograd = measure();
  const absl::Status kept = op.choices->Add(name, winograd);
  LOG_IF(WARNING, !kept.ok()) << "what was measured is not kept: " << kept.message();
  return winograd;
}

}  // namespace stride
