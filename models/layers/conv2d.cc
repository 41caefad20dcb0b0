#include "stride/models/layers/conv2d.h"

#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "stride/models/layers/faulty_onednn.h"
#include "stride/models/layers/window_record.h"

namespace stride {
namespace {

// The functions below take the layer's options before and after construction: two types.

// LibTorch 1.13's variant has a get_if of its own, found by its argument.
using std::get_if;

template <typename Options>
bool IsSamePadding(const Options& options) {
  return get_if<torch::enumtype::kSame>(&options.padding()) != nullptr;
}

template <typename Options>
Windows ToWindows(const Options& options) {
  const auto* padding = get_if<torch::ExpandingArray<2>>(&options.padding());
  Windows windows;
  for (size_t i = 0; i < windows.size(); ++i) {
    windows[i].kernel = options.kernel_size()->at(i);
    windows[i].stride = options.stride()->at(i);
    windows[i].dilation = options.dilation()->at(i);
    windows[i].padding = padding == nullptr ? 0 : (*padding)->at(i);
  }
  return windows;
}

const torch::nn::Conv2dOptions& Checked(const torch::nn::Conv2dOptions& options) {
  TORCH_CHECK(options.in_channels() >= 1 && options.out_channels() >= 1 && options.groups() >= 1,
              "Conv2d: in_channels, out_channels and groups must be at least 1, found ",
              options.in_channels(), ", ", options.out_channels(), ", ", options.groups());
  CheckWindows("Conv2d", ToWindows(options));
  return options;
}

template <typename Options>
std::string Describe(const Options& options) {
  std::string text =
      WindowsToString(ToWindows(options), absl::StrCat(options.out_channels()), {1, 1});
  if (IsSamePadding(options)) absl::StrAppend(&text, ", same padding");
  if (options.groups() != 1) absl::StrAppend(&text, ", groups ", options.groups());
  return text;
}

}  // namespace

Conv2dImpl::Conv2dImpl(int64_t in_channels, int64_t out_channels,
                       torch::ExpandingArray<2> kernel_size)
    : Conv2dImpl(torch::nn::Conv2dOptions(in_channels, out_channels, kernel_size)) {}

Conv2dImpl::Conv2dImpl(const torch::nn::Conv2dOptions& options)
    : torch::nn::Conv2dImpl(Checked(options)) {
  AvoidFaultyOneDnn();
}

at::Tensor Conv2dImpl::forward(const at::Tensor& input) {
  if (Tracer* tracer = Tracer::Active()) {
    Trace(input.sizes(), *tracer);
    if (input.is_meta()) return tracer->MetaOutput(input);
  }
  return torch::nn::Conv2dImpl::forward(input);
}

void Conv2dImpl::Trace(at::IntArrayRef input, Tracer& tracer) const {
  LayerRecord record;
  record.type = "Conv2d";
  record.description = Describe(options);
  RequireImages(tracer, *this, record, input);
  if (input[1] != options.in_channels()) {
    tracer.Fail(*this, record,
                absl::StrCat("expects ", options.in_channels(), " channels, ", input[1],
                             " arrive. Build it with in_channels = ", input[1],
                             ", or change the layers before it."));
  }
  SlideWindows(ToWindows(options), input, options.out_channels(), record);
  if (IsSamePadding(options)) {
    record.output = {options.out_channels(), input[2], input[3]};
    record.formula = "same padding keeps the size";
  }
  record.multiply_adds = record.output[1] * record.output[2] * weight.numel();
  tracer.Record(*this, record);
}

}  // namespace stride
