#include "stride/models/layers/pooling.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/models/core/tracer.h"
#include "stride/models/layers/window_record.h"

namespace stride {
namespace {

template <typename Options>
Windows PoolingWindows(const Options& options) {
  Windows windows;
  for (size_t i = 0; i < windows.size(); ++i) {
    windows[i].kernel = options.kernel_size()->at(i);
    windows[i].stride = options.stride()->at(i);
    windows[i].padding = options.padding()->at(i);
    windows[i].ceil_mode = options.ceil_mode();
  }
  return windows;
}

Windows MaxWindows(const torch::nn::MaxPool2dOptions& options) {
  Windows windows = PoolingWindows(options);
  for (size_t i = 0; i < windows.size(); ++i) windows[i].dilation = options.dilation()->at(i);
  return windows;
}

void CheckPooling(const char* type, const Windows& windows) {
  CheckWindows(type, windows);
  for (const Window& window : windows) {
    TORCH_CHECK(2 * window.padding <= window.kernel, type,
                ": padding must be at most half the kernel, found padding ", window.padding,
                " and kernel ", window.kernel);
  }
}

void TracePooling(const torch::nn::Module& layer, const char* type, const Windows& windows,
                  at::IntArrayRef input, Tracer& tracer) {
  LayerRecord record;
  record.type = type;
  record.description = WindowsToString(windows, "", {windows[0].kernel, windows[1].kernel});
  RequireImages(tracer, layer, record, input);
  SlideWindows(windows, input, input[1], record);
  tracer.Record(layer, std::move(record));
}

}  // namespace

MaxPool2dImpl::MaxPool2dImpl(torch::ExpandingArray<2> kernel_size)
    : MaxPool2dImpl(torch::nn::MaxPool2dOptions(kernel_size)) {}

MaxPool2dImpl::MaxPool2dImpl(const torch::nn::MaxPool2dOptions& options)
    : torch::nn::MaxPool2dImpl(options) {
  CheckPooling("MaxPool2d", MaxWindows(options));
}

at::Tensor MaxPool2dImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    TracePooling(*this, "MaxPool2d", MaxWindows(options), input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  return torch::nn::MaxPool2dImpl::forward(input);
}

AvgPool2dImpl::AvgPool2dImpl(torch::ExpandingArray<2> kernel_size)
    : AvgPool2dImpl(torch::nn::AvgPool2dOptions(kernel_size)) {}

AvgPool2dImpl::AvgPool2dImpl(const torch::nn::AvgPool2dOptions& options)
    : torch::nn::AvgPool2dImpl(options) {
  CheckPooling("AvgPool2d", PoolingWindows(options));
}

at::Tensor AvgPool2dImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    TracePooling(*this, "AvgPool2d", PoolingWindows(options), input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  return torch::nn::AvgPool2dImpl::forward(input);
}

at::Tensor AdaptiveAvgPool2dImpl::forward(const at::Tensor& input) {
  Tracer* tracer = Tracer::Active();
  if (tracer == nullptr) return torch::nn::AdaptiveAvgPool2dImpl::forward(input);

  LayerRecord record;
  record.type = "AdaptiveAvgPool2d";
  RequireImages(*tracer, *this, record, input.sizes());
  const int64_t height = options.output_size()->at(0).value_or(input.size(2));
  const int64_t width = options.output_size()->at(1).value_or(input.size(3));
  record.description = absl::StrCat("to ", height, "x", width);
  record.input = input.sizes().slice(1).vec();
  record.output = {input.size(1), height, width};
  record.formula = "set";
  tracer->Record(*this, std::move(record));
  return input.is_meta() ? tracer->MetaOutput(input)
                         : torch::nn::AdaptiveAvgPool2dImpl::forward(input);
}

}  // namespace stride
