// Turns gradients into better parameters.
//
//   STRIDE_ASSIGN_OR_RETURN(auto optimizer, MakeSgd(OptimizeAll(net->Parameters()), {0.9}));
//   optimizer->ZeroGrad();
//   loss.backward();
//   optimizer->Step(0.1);
//
// Parameters are dense float32 tensors on the CPU in any order of dimensions. What is done to each
// number alone is done to all of them in one pass, which threads share, and in which numbers below
// 1.2e-38 count as 0.
#ifndef STRIDE_TRAIN_OPTIMIZER_OPTIMIZER_H_
#define STRIDE_TRAIN_OPTIMIZER_OPTIMIZER_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/models/core/named_tensor.h"
#include "stride/train/optimizer/optimized_parameter.h"

namespace stride {

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  // Updates every parameter that has a gradient. `momentum` stands in for the option of that name
  // (SGD) or for beta1 (Adam). Throws c10::Error where a parameter is no longer as described above.
  void Step(double learning_rate, std::optional<double> momentum = std::nullopt);

  // Drops the gradients; the next backward pass then need not add to them.
  void ZeroGrad();

  const std::vector<OptimizedParameter>& parameters() const { return parameters_; }

  // What Step keeps from call to call, to be saved: handles, named "<buffer>.<parameter>" as in
  // PyTorch's state (momentum_buffer; exp_avg, exp_avg_sq), and "step.<parameter>", int64.
  // A parameter that has not been updated yet has none.
  std::vector<NamedTensor> State() const;
  // InvalidArgument names the first tensor that is not of this optimizer's State.
  absl::Status CheckState(const std::vector<NamedTensor>& state) const;
  // Copies a State in: all of it, or nothing where CheckState fails.
  absl::Status LoadState(const std::vector<NamedTensor>& state);

  virtual std::string ToString() const = 0;  // name and options, for people

 protected:
  struct ParameterState {
    int64_t steps = 0;                // updates done
    std::vector<at::Tensor> buffers;  // like the parameter; undefined before their first use
  };

  // Updates elements begin ... end - 1 of a parameter, in the order of its memory.
  using ElementUpdate = std::function<void(int64_t begin, int64_t end)>;

  Optimizer(std::vector<OptimizedParameter> parameters, std::vector<std::string> buffer_names);

  // InvalidArgument names the parameter that an optimizer cannot take.
  static absl::Status CheckParameters(const std::vector<OptimizedParameter>& parameters);

  // Buffer `index`, of zeros before its first use, in the parameter's strides.
  static float* Buffer(const OptimizedParameter& target, size_t index, ParameterState& state);

 private:
  // Whether a parameter can be updated without them.
  virtual bool BuffersAreOptional() const = 0;

  // What is to be done to each element, or nothing where the parameter has been updated already.
  // gradient: the parameter's strides; lives until the pass has ended. state.steps counts this
  // update already.
  virtual ElementUpdate Update(const OptimizedParameter& target, const at::Tensor& gradient,
                               double learning_rate, std::optional<double> momentum,
                               ParameterState& state) = 0;

  using TensorMap = std::map<std::string, at::Tensor>;
  // The parameter's tensors, which leave `given`.
  absl::StatusOr<ParameterState> TakeState(const NamedTensor& parameter, TensorMap& given) const;
  absl::StatusOr<std::vector<ParameterState>> ParseState(
      const std::vector<NamedTensor>& state) const;
  // InvalidArgument names the first buffer that is missing beside its step count.
  absl::Status CheckBuffers(const std::vector<ParameterState>& states) const;

  const std::vector<OptimizedParameter> parameters_;
  const std::vector<std::string> buffer_names_;
  std::vector<ParameterState> states_;  // of parameters_, in their order
};

}  // namespace stride

#endif  // STRIDE_TRAIN_OPTIMIZER_OPTIMIZER_H_
