#include "stride/models/layers/window_record.h"

#include <c10/util/Exception.h>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

std::string Pair(int64_t height, int64_t width) { return absl::StrCat(height, "x", width); }

std::string OneOrTwo(int64_t height, int64_t width) {
  return height == width ? absl::StrCat(height) : Pair(height, width);
}

}  // namespace

void CheckWindows(const char* layer_type, const Windows& windows) {
  for (const Window& window : windows) {
    TORCH_CHECK(window.kernel >= 1 && window.stride >= 1 && window.dilation >= 1, layer_type,
                ": kernel, stride and dilation must be at least 1, found ", window.kernel, ", ",
                window.stride, ", ", window.dilation);
    TORCH_CHECK(window.padding >= 0, layer_type, ": padding must be at least 0, found ",
                window.padding);
  }
}

std::string WindowsToString(const Windows& windows, const std::string& channels,
                            const std::array<int64_t, 2>& default_stride) {
  const auto& [h, w] = windows;
  std::string text = Pair(h.kernel, w.kernel);
  if (!channels.empty()) absl::StrAppend(&text, ", ", channels);
  if (h.stride != default_stride[0] || w.stride != default_stride[1]) {
    absl::StrAppend(&text, ", stride ", OneOrTwo(h.stride, w.stride));
  }
  if (h.padding != 0 || w.padding != 0) {
    absl::StrAppend(&text, ", padding ", OneOrTwo(h.padding, w.padding));
  }
  if (h.dilation != 1 || w.dilation != 1) {
    absl::StrAppend(&text, ", dilation ", OneOrTwo(h.dilation, w.dilation));
  }
  if (h.ceil_mode) absl::StrAppend(&text, ", ceil");
  return text;
}

void RequireImages(Tracer& tracer, const torch::nn::Module& layer, const LayerRecord& record,
                   at::IntArrayRef input) {
  if (input.size() == 4) return;
  tracer.Fail(layer, record,
              absl::StrCat("expects images [N, C, H, W], ", SizesToString(input),
                           " arrives. Put it before the layer that flattens."));
}

void SlideWindows(const Windows& windows, at::IntArrayRef input, int64_t output_channels,
                  LayerRecord& record) {
  const int64_t height = input[2];
  const int64_t width = input[3];
  const std::string vertical = OutputSizeFormula(height, windows[0]);
  const std::string horizontal = OutputSizeFormula(width, windows[1]);
  record.input = input.slice(1).vec();
  record.output = {output_channels, OutputSize(height, windows[0]), OutputSize(width, windows[1])};
  record.formula =
      vertical == horizontal ? vertical : absl::StrCat("h: ", vertical, ", w: ", horizontal);
}

}  // namespace stride
