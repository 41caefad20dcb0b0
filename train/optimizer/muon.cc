#include "stride/train/optimizer/muon.h"

#include <ATen/ops/mm.h>

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

// The filters as rows; the same memory in the same order.
at::Tensor Rows(const at::Tensor& filters) {
  const at::Tensor ordered = filters.is_contiguous() ? filters : filters.permute({0, 2, 3, 1});
  return ordered.view({ordered.size(0), -1});
}

// Nesterov's momentum, of what is not a filter.
void StepNesterov(float learning_rate, float decay, float momentum, int64_t size,
                  const float* __restrict gradient, float* __restrict buffer,
                  float* __restrict parameter) {
  for (int64_t i = 0; i < size; ++i) {
    const float d = gradient[i] + decay * parameter[i];
    const float b = momentum * buffer[i] + d;
    buffer[i] = b;
    parameter[i] -= learning_rate * (d + momentum * b);
  }
}

class Muon final : public Optimizer {
 public:
  using Optimizer::CheckParameters;

  Muon(std::vector<OptimizedParameter> parameters, const MuonOptions& options)
      : Optimizer(std::move(parameters), {"momentum_buffer"}), options_(options) {}

  std::string ToString() const override {
    return absl::StrCat("muon(momentum=", options_.momentum,
                        ", newton_schulz_steps=", options_.newton_schulz_steps,
                        ", other_momentum=", options_.other_momentum,
                        ", weight_decay=", options_.weight_decay, ")");
  }

 private:
  bool BuffersAreOptional() const override { return false; }

  ElementUpdate Update(const OptimizedParameter& target, const at::Tensor& gradient,
                       double learning_rate, std::optional<double> momentum,
                       ParameterState& state) override {
    const at::Tensor& parameter = target.parameter.tensor;
    float* buffer = Buffer(target, 0, state);
    if (parameter.dim() == 4) {
      UpdateFilters(parameter, gradient, learning_rate, momentum.value_or(options_.momentum),
                    state.buffers[0]);
      return {};
    }
    const auto rate = static_cast<float>(learning_rate);
    const auto decay = static_cast<float>(options_.weight_decay * target.weight_decay_scale);
    const auto mu = static_cast<float>(momentum.value_or(options_.other_momentum));
    const float* grad = gradient.data_ptr<float>();
    auto* numbers = parameter.data_ptr<float>();
    return [=](int64_t begin, int64_t end) {
      StepNesterov(rate, decay, mu, end - begin, grad + begin, buffer + begin, numbers + begin);
    };
  }

  void UpdateFilters(const at::Tensor& filters, const at::Tensor& gradient, double learning_rate,
                     double momentum, at::Tensor& buffer) const {
    buffer.mul_(momentum).add_(gradient);
    const at::Tensor step = gradient.add(buffer, momentum);
    filters.mul_(std::sqrt(filters.size(0)) / filters.norm().item<double>());
    Rows(filters).sub_(NearlyOrthogonal(Rows(step), options_.newton_schulz_steps), learning_rate);
  }

  const MuonOptions options_;
};

absl::Status CheckOptions(const MuonOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckFraction("muon, momentum", options.momentum));
  STRIDE_RETURN_IF_ERROR(CheckFraction("muon, other_momentum", options.other_momentum));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("muon, weight_decay", options.weight_decay, 0));
  return CheckAtLeast("muon, newton_schulz_steps", options.newton_schulz_steps, 1);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Optimizer>> MakeMuon(std::vector<OptimizedParameter> parameters,
                                                    const MuonOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(options));
  STRIDE_RETURN_IF_ERROR(Muon::CheckParameters(parameters));
  return std::make_unique<Muon>(std::move(parameters), options);
}

at::Tensor NearlyOrthogonal(const at::Tensor& matrix, int steps) {
  // Of the odd polynomial that takes singular values towards 1.
  constexpr double kFirst = 3.4445;
  constexpr double kThird = -4.7750;
  constexpr double kFifth = 2.0315;
  const bool tall = matrix.size(0) > matrix.size(1);
  const at::Tensor start = matrix.div(matrix.norm().add(1e-7)).to(at::kBFloat16);
  const at::Tensor wide = tall ? start.t() : start;
  at::Tensor gram = wide.mm(wide.t());
  at::Tensor step;
  at::Tensor turn;  // all steps as one matrix
  for (int i = 0; i < steps; ++i) {
    if (i > 0) gram = step.mm(gram).mm(step);
    step = gram.mm(gram).mul_(kFifth).add_(gram, kThird);
    step.diagonal().add_(kFirst);
    turn = i == 0 ? step : step.mm(turn);
  }
  const at::Tensor result = turn.mm(wide);
  return tall ? result.t() : result;
}

}  // namespace stride
