#include "stride/train/optimizer/adam.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

struct AdamCoefficients {
  float keep;          // of the parameter: 1, less in decoupled decay
  float weight_decay;  // added to the gradient
  float beta1;
  float fresh1;  // 1 - beta1
  float beta2;
  float fresh2;  // 1 - beta2
  float step_size;
  float root_scale;  // of sqrt(v)
  float eps;
};

void StepAdam(const AdamCoefficients& c, int64_t size, const float* __restrict gradient,
              float* __restrict mean, float* __restrict square, float* __restrict parameter) {
  for (int64_t i = 0; i < size; ++i) {
    const float p = c.keep * parameter[i];
    const float g = gradient[i] + c.weight_decay * p;
    const float m = c.beta1 * mean[i] + c.fresh1 * g;
    const float v = c.beta2 * square[i] + c.fresh2 * g * g;
    mean[i] = m;
    square[i] = v;
    parameter[i] = p - c.step_size * m / (std::sqrt(v) * c.root_scale + c.eps);
  }
}

class Adam final : public Optimizer {
 public:
  using Optimizer::CheckParameters;

  Adam(std::vector<OptimizedParameter> parameters, const AdamOptions& options)
      : Optimizer(std::move(parameters), {"exp_avg", "exp_avg_sq"}), options_(options) {}

  std::string ToString() const override {
    return absl::StrCat(options_.decoupled ? "adamw" : "adam", "(beta1=", options_.beta1,
                        ", beta2=", options_.beta2, ", eps=", options_.eps,
                        ", weight_decay=", options_.weight_decay, ")");
  }

 private:
  AdamCoefficients At(int64_t steps, double learning_rate, double beta1,
                      double weight_decay) const {
    AdamCoefficients c;
    c.keep = options_.decoupled ? static_cast<float>(1 - learning_rate * weight_decay) : 1;
    c.weight_decay = options_.decoupled ? 0 : static_cast<float>(weight_decay);
    c.beta1 = static_cast<float>(beta1);
    c.fresh1 = static_cast<float>(1 - beta1);
    c.beta2 = static_cast<float>(options_.beta2);
    c.fresh2 = static_cast<float>(1 - options_.beta2);
    c.step_size = static_cast<float>(learning_rate / (1 - std::pow(beta1, steps)));
    c.root_scale = static_cast<float>(1 / std::sqrt(1 - std::pow(options_.beta2, steps)));
    c.eps = static_cast<float>(options_.eps);
    return c;
  }

  bool BuffersAreOptional() const override { return false; }

  ElementUpdate Update(const OptimizedParameter& target, const at::Tensor& gradient,
                       double learning_rate, std::optional<double> momentum,
                       ParameterState& state) override {
    const AdamCoefficients c = At(state.steps, learning_rate, momentum.value_or(options_.beta1),
                                  options_.weight_decay * target.weight_decay_scale);
    float* parameter = target.parameter.tensor.data_ptr<float>();
    const float* grad = gradient.data_ptr<float>();
    float* mean = Buffer(target, 0, state);
    float* square = Buffer(target, 1, state);
    return [=](int64_t begin, int64_t end) {
      StepAdam(c, end - begin, grad + begin, mean + begin, square + begin, parameter + begin);
    };
  }

  const AdamOptions options_;
};

absl::Status CheckOptions(const AdamOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckFraction("adam, beta1", options.beta1));
  STRIDE_RETURN_IF_ERROR(CheckFraction("adam, beta2", options.beta2));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("adam, eps", options.eps, 0));
  return CheckAtLeast("adam, weight_decay", options.weight_decay, 0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Optimizer>> MakeAdam(std::vector<OptimizedParameter> parameters,
                                                    const AdamOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(options));
  STRIDE_RETURN_IF_ERROR(Adam::CheckParameters(parameters));
  return std::make_unique<Adam>(std::move(parameters), options);
}

}  // namespace stride
