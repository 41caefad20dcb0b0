// LibTorch's exceptions at the border where they become a Status.
#ifndef STRIDE_MODELS_CORE_TORCH_ERROR_H_
#define STRIDE_MODELS_CORE_TORCH_ERROR_H_

#include <c10/util/Exception.h>

#include <type_traits>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace stride {

// Calls `call` and returns its value; a c10::Error becomes InvalidArgument "<what>: <message>".
template <typename Call>
absl::StatusOr<std::invoke_result_t<Call>> CatchTorchErrors(absl::string_view what, Call call) {
  try {
    return call();
  } catch (const c10::Error& error) {
    return absl::InvalidArgumentError(absl::StrCat(what, ": ", error.what_without_backtrace()));
  }
}

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_TORCH_ERROR_H_
