#include "stride/models/core/output_size.h"

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// How far the window can travel.
int64_t Travel(int64_t input, const Window& window) {
  return input + 2 * window.padding - window.dilation * (window.kernel - 1) - 1;
}

int64_t Positions(int64_t input, const Window& window) {
  const int64_t round_up = window.ceil_mode ? window.stride - 1 : 0;
  return FloorDivide(Travel(input, window) + round_up, window.stride) + 1;
}

bool LastStartsInPadding(int64_t input, const Window& window) {
  const int64_t last = (Positions(input, window) - 1) * window.stride;
  return window.ceil_mode && last >= input + window.padding;
}

}  // namespace

int64_t OutputSize(int64_t input, const Window& window) {
  return Positions(input, window) - (LastStartsInPadding(input, window) ? 1 : 0);
}

std::string OutputSizeFormula(int64_t input, const Window& window) {
  std::string travel = absl::StrCat("(", input);
  if (window.padding != 0) absl::StrAppend(&travel, " + 2*", window.padding);
  if (window.dilation == 1) {
    absl::StrAppend(&travel, " - ", window.kernel);
  } else {
    absl::StrAppend(&travel, " - ", window.dilation, "*(", window.kernel, " - 1) - 1");
  }
  absl::StrAppend(&travel, ")/", window.stride);
  if (Travel(input, window) % window.stride != 0) {
    travel = absl::StrCat(window.ceil_mode ? "ceil(" : "floor(", travel, ")");
  }
  const bool dropped = LastStartsInPadding(input, window);
  return absl::StrCat(travel, " + 1", dropped ? " - 1 (last window lies in the padding)" : "",
                      " = ", OutputSize(input, window));
}

}  // namespace stride
