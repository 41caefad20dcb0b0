#include "stride/models/fused/convolution_timing.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <limits>
#include <unordered_map>

namespace stride {
namespace {

PrimitiveArguments WithBias(PrimitiveArguments arguments, int number,
                            const dnnl::memory::desc& bias) {
  if (bias.get_size() != 0) arguments.emplace_back(number, bias);
  return arguments;
}

}  // namespace

PrimitiveArguments ArgumentsOf(const dnnl::convolution_forward::primitive_desc& pass) {
  return WithBias({{DNNL_ARG_SRC, pass.src_desc()},
                   {DNNL_ARG_WEIGHTS, pass.weights_desc()},
                   {DNNL_ARG_DST, pass.dst_desc()}},
                  DNNL_ARG_BIAS, pass.bias_desc());
}

PrimitiveArguments ArgumentsOf(const dnnl::convolution_backward_data::primitive_desc& pass) {
  return {{DNNL_ARG_DIFF_DST, pass.diff_dst_desc()},
          {DNNL_ARG_WEIGHTS, pass.weights_desc()},
          {DNNL_ARG_DIFF_SRC, pass.diff_src_desc()}};
}

PrimitiveArguments ArgumentsOf(const dnnl::convolution_backward_weights::primitive_desc& pass) {
  return WithBias({{DNNL_ARG_SRC, pass.src_desc()},
                   {DNNL_ARG_DIFF_DST, pass.diff_dst_desc()},
                   {DNNL_ARG_DIFF_WEIGHTS, pass.diff_weights_desc()}},
                  DNNL_ARG_DIFF_BIAS, pass.diff_bias_desc());
}

double SecondsOf(const dnnl::primitive& primitive, const PrimitiveArguments& arguments) {
  constexpr int kCalls = 4;  // the first faults the pages in
  std::unordered_map<int, dnnl::memory> memories;
  for (const auto& [number, layout] : arguments) {
    const dnnl::memory memory(layout, OneDnnEngine());
    std::memset(memory.get_data_handle(), 0, layout.get_size());
    memories[number] = memory;
  }
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < kCalls; ++i) {
    const auto start = std::chrono::steady_clock::now();
    primitive.execute(OneDnnStream(), memories);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    least = std::min(least, taken.count());
  }
  return least;
}

}  // namespace stride
