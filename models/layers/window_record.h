// What convolutions and poolings have in common: a window that slides over [N, C, H, W].
#ifndef STRIDE_MODELS_LAYERS_WINDOW_RECORD_H_
#define STRIDE_MODELS_LAYERS_WINDOW_RECORD_H_

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "stride/models/core/layer_record.h"
#include "stride/models/core/output_size.h"
#include "stride/models/core/tracer.h"

namespace stride {

using Windows = std::array<Window, 2>;  // along height, along width

// Throws c10::Error unless kernel, stride and dilation are at least 1 and padding at least 0.
void CheckWindows(const char* layer_type, const Windows& windows);

// "3x3" or "3x3, 64" with `channels` in the middle; then stride, padding and so on where they are
// not the default, which for stride is `default_stride`.
std::string WindowsToString(const Windows& windows, const std::string& channels,
                            const std::array<int64_t, 2>& default_stride);

// Fails the trace unless `input` is a batch of images [N, C, H, W].
void RequireImages(Tracer& tracer, const torch::nn::Module& layer, const LayerRecord& record,
                   at::IntArrayRef input);

// Fills in input, output and formula. `input` is [N, C, H, W].
void SlideWindows(const Windows& windows, at::IntArrayRef input, int64_t output_channels,
                  LayerRecord& record);

}  // namespace stride

#endif  // STRIDE_MODELS_LAYERS_WINDOW_RECORD_H_
