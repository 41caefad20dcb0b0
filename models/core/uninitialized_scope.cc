#include "stride/models/core/uninitialized_scope.h"

#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/library.h>

namespace stride {
namespace {

// A place in LibTorch's dispatcher that only its own tests use.
constexpr auto kKey = c10::DispatchKey::TESTING_ONLY_GenericMode;

// uniform_(tensor, from, to, generator) returns the tensor. torch::nn's layers call it on their
// parameters as they are made.
void LeaveAsItIs(const c10::OperatorHandle& /*uniform*/, torch::jit::Stack* stack) {
  torch::jit::drop(*stack, 3);
}

TORCH_LIBRARY_IMPL(aten, TESTING_ONLY_GenericMode, library) {
  library.impl("uniform_", torch::CppFunction::makeFromBoxedFunction<&LeaveAsItIs>());
}

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library) {
  library.fallback(torch::CppFunction::makeFallthrough());
}

}  // namespace

UninitializedScope::UninitializedScope() : active_before_(Active()) {
  c10::impl::tls_set_dispatch_key_included(kKey, true);
}

UninitializedScope::~UninitializedScope() {
  c10::impl::tls_set_dispatch_key_included(kKey, active_before_);
}

bool UninitializedScope::Active() { return c10::impl::tls_is_dispatch_key_included(kKey); }

}  // namespace stride
