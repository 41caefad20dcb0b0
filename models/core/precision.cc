#include "stride/models/core/precision.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

namespace autocast = at::autocast;

// LibTorch has renamed them: 2.4 and later take the device as an argument.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
bool IsEnabled() { return autocast::is_autocast_enabled(at::kCPU); }
void Enable(bool enabled) { autocast::set_autocast_enabled(at::kCPU, enabled); }
void SetBfloat16() { autocast::set_autocast_dtype(at::kCPU, at::kBFloat16); }
#else
bool IsEnabled() { return autocast::is_cpu_enabled(); }
void Enable(bool enabled) { autocast::set_cpu_enabled(enabled); }
void SetBfloat16() { autocast::set_autocast_cpu_dtype(at::kBFloat16); }
#endif

}  // namespace

std::string AbslUnparseFlag(Precision precision) {
  return precision == Precision::kBfloat16 ? "bf16" : "fp32";
}

bool AbslParseFlag(absl::string_view text, Precision* precision, std::string* error) {
  for (const Precision known : {Precision::kFloat32, Precision::kBfloat16}) {
    if (text != AbslUnparseFlag(known)) continue;
    *precision = known;
    return true;
  }
  *error = absl::StrCat("expected fp32 or bf16, found \"", text, "\"");
  return false;
}

bool IsFast(Precision precision) {
  return precision == Precision::kFloat32 || __builtin_cpu_supports("avx512bf16");
}

Precision CurrentPrecision() { return IsEnabled() ? Precision::kBfloat16 : Precision::kFloat32; }

PrecisionScope::PrecisionScope(Precision precision) : enabled_before_(IsEnabled()) {
  Enable(precision == Precision::kBfloat16);
  SetBfloat16();
  autocast::increment_nesting();
}

PrecisionScope::~PrecisionScope() {
  if (autocast::decrement_nesting() == 0) autocast::clear_cache();
  Enable(enabled_before_);
}

}  // namespace stride
