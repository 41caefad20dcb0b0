// How long oneDNN takes for a pass of a convolution.
#ifndef STRIDE_MODELS_FUSED_CONVOLUTION_TIMING_H_
#define STRIDE_MODELS_FUSED_CONVOLUTION_TIMING_H_

#include <utility>
#include <vector>

#include "stride/models/fused/onednn.h"

namespace stride {

// What a primitive reads and writes, by oneDNN's argument numbers.
using PrimitiveArguments = std::vector<std::pair<int, dnnl::memory::desc>>;

PrimitiveArguments ArgumentsOf(const dnnl::convolution_forward::primitive_desc& pass);
PrimitiveArguments ArgumentsOf(const dnnl::convolution_backward_data::primitive_desc& pass);
PrimitiveArguments ArgumentsOf(const dnnl::convolution_backward_weights::primitive_desc& pass);

// The least of a few calls on zeros.
double SecondsOf(const dnnl::primitive& primitive, const PrimitiveArguments& arguments);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_CONVOLUTION_TIMING_H_
