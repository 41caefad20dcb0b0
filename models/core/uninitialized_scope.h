// For networks whose weights come from a file: random initial ones take most of the time to make.
#ifndef STRIDE_MODELS_CORE_UNINITIALIZED_SCOPE_H_
#define STRIDE_MODELS_CORE_UNINITIALIZED_SCOPE_H_

namespace stride {

// While it lives, neither InitializeParameters nor at::Tensor::uniform_, by which torch::nn's
// layers begin, does anything on this thread: networks are made with values that depend on nothing
// that is asked for, to be overwritten (LoadWeights). Scopes nest.
class UninitializedScope {
 public:
  UninitializedScope();
  ~UninitializedScope();
  UninitializedScope(const UninitializedScope&) = delete;
  UninitializedScope& operator=(const UninitializedScope&) = delete;

  static bool Active();

 private:
  const bool active_before_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_UNINITIALIZED_SCOPE_H_
