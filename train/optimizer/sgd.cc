#include "stride/train/optimizer/sgd.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

struct SgdCoefficients {
  float learning_rate;
  float weight_decay;
  float momentum;
  float fresh;     // of d in the buffer
  float direct;    // of d in the step
  float buffered;  // of the buffer in the step
};

void StepPlain(const SgdCoefficients& c, int64_t size, const float* __restrict gradient,
               float* __restrict parameter) {
  for (int64_t i = 0; i < size; ++i) {
    parameter[i] -= c.learning_rate * (gradient[i] + c.weight_decay * parameter[i]);
  }
}

void StepWithMomentum(const SgdCoefficients& c, int64_t size, const float* __restrict gradient,
                      float* __restrict buffer, float* __restrict parameter) {
  for (int64_t i = 0; i < size; ++i) {
    const float d = gradient[i] + c.weight_decay * parameter[i];
    const float b = c.momentum * buffer[i] + c.fresh * d;
    buffer[i] = b;
    parameter[i] -= c.learning_rate * (c.direct * d + c.buffered * b);
  }
}

class Sgd final : public Optimizer {
 public:
  using Optimizer::CheckParameters;

  Sgd(std::vector<OptimizedParameter> parameters, const SgdOptions& options)
      : Optimizer(std::move(parameters), {"momentum_buffer"}), options_(options) {}

  std::string ToString() const override {
    return absl::StrCat(
        "sgd(momentum=", options_.momentum,
        options_.dampening > 0 ? absl::StrCat(", dampening=", options_.dampening) : "",
        options_.nesterov ? ", nesterov" : "", ", weight_decay=", options_.weight_decay, ")");
  }

 private:
  bool BuffersAreOptional() const override { return true; }

  ElementUpdate Update(const OptimizedParameter& target, const at::Tensor& gradient,
                       double learning_rate, std::optional<double> momentum,
                       ParameterState& state) override {
    const bool first = !state.buffers[0].defined();
    const double mu = momentum.value_or(options_.momentum);
    SgdCoefficients c;
    c.learning_rate = static_cast<float>(learning_rate);
    c.weight_decay = static_cast<float>(options_.weight_decay * target.weight_decay_scale);
    c.momentum = static_cast<float>(mu);
    c.fresh = first ? 1 : static_cast<float>(1 - options_.dampening);
    c.direct = options_.nesterov ? 1 : 0;
    c.buffered = options_.nesterov ? c.momentum : 1;

    float* parameter = target.parameter.tensor.data_ptr<float>();
    const float* grad = gradient.data_ptr<float>();
    float* buffer = mu == 0 ? nullptr : Buffer(target, 0, state);
    return [=](int64_t begin, int64_t end) {
      if (buffer == nullptr) {
        StepPlain(c, end - begin, grad + begin, parameter + begin);
      } else {
        StepWithMomentum(c, end - begin, grad + begin, buffer + begin, parameter + begin);
      }
    };
  }

  const SgdOptions options_;
};

absl::Status CheckOptions(const SgdOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckFraction("sgd, momentum", options.momentum));
  STRIDE_RETURN_IF_ERROR(CheckBetween("sgd, dampening", options.dampening, 0, 1));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("sgd, weight_decay", options.weight_decay, 0));
  if (options.nesterov && (options.momentum == 0 || options.dampening != 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("sgd, nesterov: expected momentum above 0 and no dampening, found momentum ",
                     options.momentum, " and dampening ", options.dampening));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Optimizer>> MakeSgd(std::vector<OptimizedParameter> parameters,
                                                   const SgdOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(options));
  STRIDE_RETURN_IF_ERROR(Sgd::CheckParameters(parameters));
  return std::make_unique<Sgd>(std::move(parameters), options);
}

}  // namespace stride
