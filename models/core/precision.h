// In which numbers a network computes.
//
// bf16 is mixed precision as PyTorch's autocast has it: parameters, their gradients and what is
// sensitive (losses, norms' statistics) stay float32; convolutions and matrix products take and
// return bfloat16 (8 bits of exponent, 7 of mantissa), so that the loss needs no scaling.
#ifndef STRIDE_MODELS_CORE_PRECISION_H_
#define STRIDE_MODELS_CORE_PRECISION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace stride {

enum class Precision { kFloat32, kBfloat16 };

// "fp32", "bf16". As Abseil's flags need them.
std::string AbslUnparseFlag(Precision precision);
bool AbslParseFlag(absl::string_view text, Precision* precision, std::string* error);

// Whether this processor has instructions for it; others emulate it slowly.
bool IsFast(Precision precision);

// That of the innermost PrecisionScope on this thread.
Precision CurrentPrecision();

// While it lives, what this thread computes on the CPU is in this precision. For forward passes:
// backward follows them by itself. Scopes nest.
class PrecisionScope {
 public:
  explicit PrecisionScope(Precision precision);
  ~PrecisionScope();
  PrecisionScope(const PrecisionScope&) = delete;
  PrecisionScope& operator=(const PrecisionScope&) = delete;

 private:
  const bool enabled_before_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_PRECISION_H_
