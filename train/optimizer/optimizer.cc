#include "stride/train/optimizer/optimizer.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>
#include <pmmintrin.h>

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/shape.h"

namespace stride {
namespace {

bool IsSupported(const at::Tensor& tensor) {
  return tensor.defined() && tensor.is_cpu() && tensor.scalar_type() == at::kFloat &&
         tensor.is_non_overlapping_and_dense();
}

// A gradient may have other strides than its parameter.
at::Tensor GradientLike(const at::Tensor& parameter) {
  const at::Tensor& gradient = parameter.grad();
  TORCH_CHECK(gradient.sizes() == parameter.sizes(), "gradient of sizes ", gradient.sizes(),
              " for a parameter of sizes ", parameter.sizes());
  if (gradient.scalar_type() == at::kFloat && gradient.strides() == parameter.strides()) {
    return gradient;
  }
  return at::empty_like(parameter).copy_(gradient);
}

// Takes the tensor out of the map; undefined if it is not there.
at::Tensor Take(const std::string& name, std::map<std::string, at::Tensor>& tensors) {
  const auto found = tensors.find(name);
  if (found == tensors.end()) return {};
  at::Tensor tensor = found->second;
  tensors.erase(found);
  return tensor;
}

// Numbers below 1.2e-38 are zeros on this thread while it lives: processors take a hundred times as
// long for them, and the averages of a gradient that stays 0 pass through them for thousands of
// steps.
class DenormalsAreZeros {
 public:
  DenormalsAreZeros() : before_(_mm_getcsr()) {
    _mm_setcsr(before_ | _MM_FLUSH_ZERO_ON | _MM_DENORMALS_ZERO_ON);
  }
  ~DenormalsAreZeros() { _mm_setcsr(before_); }
  DenormalsAreZeros(const DenormalsAreZeros&) = delete;
  DenormalsAreZeros& operator=(const DenormalsAreZeros&) = delete;

 private:
  const unsigned before_;
};

// The updates of several parameters as one row of elements.
class UpdatePass {
 public:
  void Add(std::function<void(int64_t begin, int64_t end)> update, int64_t size) {
    starts_.push_back(size_);
    updates_.push_back(std::move(update));
    size_ += size;
  }
  void Run() const {
    constexpr int64_t kLeastPerThread = 32768;
    at::parallel_for(0, size_, kLeastPerThread,
                     [this](int64_t begin, int64_t end) { RunPart(begin, end); });
  }

 private:
  void RunPart(int64_t begin, int64_t end) const {
    const DenormalsAreZeros scope;
    for (size_t i = 0; i < updates_.size(); ++i) {
      const int64_t start = starts_[i];
      const int64_t stop = i + 1 < starts_.size() ? starts_[i + 1] : size_;
      const int64_t from = std::max(begin, start);
      const int64_t to = std::min(end, stop);
      if (from < to) updates_[i](from - start, to - start);
    }
  }

  std::vector<std::function<void(int64_t begin, int64_t end)>> updates_;
  std::vector<int64_t> starts_;
  int64_t size_ = 0;
};

absl::Status NotOfThisOptimizer(const std::string& name, const std::string& why) {
  return absl::InvalidArgumentError(absl::StrCat("optimizer state \"", name, "\": ", why));
}

}  // namespace

Optimizer::Optimizer(std::vector<OptimizedParameter> parameters,
                     std::vector<std::string> buffer_names)
    : parameters_(std::move(parameters)),
      buffer_names_(std::move(buffer_names)),
      states_(parameters_.size()) {
  for (ParameterState& state : states_) state.buffers.resize(buffer_names_.size());
}

absl::Status Optimizer::CheckParameters(const std::vector<OptimizedParameter>& parameters) {
  if (parameters.empty()) return absl::InvalidArgumentError("no parameters to optimize");
  std::map<std::string, int> names;
  for (const OptimizedParameter& item : parameters) {
    const NamedTensor& parameter = item.parameter;
    if (!IsSupported(parameter.tensor)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "parameter ", parameter.name, ": expected a dense float32 tensor on the CPU, found ",
          parameter.tensor.defined() ? parameter.tensor.toString() : "no tensor",
          parameter.tensor.defined() && parameter.tensor.is_cpu() ? " with gaps or overlaps" : ""));
    }
    if (++names[parameter.name] > 1) {
      return absl::InvalidArgumentError(
          absl::StrCat("parameter ", parameter.name, ": given more than once"));
    }
  }
  return absl::OkStatus();
}

float* Optimizer::Buffer(const OptimizedParameter& target, size_t index, ParameterState& state) {
  at::Tensor& buffer = state.buffers[index];
  const at::Tensor& parameter = target.parameter.tensor;
  if (!buffer.defined()) buffer = at::zeros_like(parameter);
  TORCH_CHECK(buffer.sizes() == parameter.sizes(), "parameter ", target.parameter.name,
              " changed its sizes from ", buffer.sizes(), " to ", parameter.sizes());
  if (buffer.strides() != parameter.strides()) buffer = at::empty_like(parameter).copy_(buffer);
  return buffer.data_ptr<float>();
}

void Optimizer::Step(double learning_rate, std::optional<double> momentum) {
  const c10::NoGradGuard no_grad;
  UpdatePass pass;
  std::vector<at::Tensor> gradients;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const NamedTensor& parameter = parameters_[i].parameter;
    if (!parameter.tensor.grad().defined()) continue;
    TORCH_CHECK(IsSupported(parameter.tensor), "parameter ", parameter.name,
                " is no longer a dense float32 tensor on the CPU");
    ++states_[i].steps;
    gradients.push_back(GradientLike(parameter.tensor));
    ElementUpdate update = Update(parameters_[i], gradients.back(),
                                  learning_rate * parameters_[i].lr_scale, momentum, states_[i]);
    if (update) pass.Add(std::move(update), parameter.tensor.numel());
  }
  pass.Run();
}

void Optimizer::ZeroGrad() {
  for (const OptimizedParameter& item : parameters_) {
    const at::Tensor& tensor = item.parameter.tensor;
    if (tensor.grad().defined()) tensor.mutable_grad().reset();
  }
}

std::vector<NamedTensor> Optimizer::State() const {
  std::vector<NamedTensor> tensors;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const ParameterState& state = states_[i];
    if (state.steps == 0) continue;
    const std::string& parameter = parameters_[i].parameter.name;
    tensors.push_back({absl::StrCat("step.", parameter), at::full({}, state.steps, at::kLong)});
    for (size_t k = 0; k < buffer_names_.size(); ++k) {
      if (!state.buffers[k].defined()) continue;
      tensors.push_back({absl::StrCat(buffer_names_[k], ".", parameter), state.buffers[k]});
    }
  }
  return tensors;
}

absl::StatusOr<Optimizer::ParameterState> Optimizer::TakeState(const NamedTensor& parameter,
                                                               TensorMap& given) const {
  ParameterState state;
  state.buffers.resize(buffer_names_.size());
  const std::string step_name = absl::StrCat("step.", parameter.name);
  const at::Tensor steps = Take(step_name, given);
  if (!steps.defined()) return state;
  if (steps.scalar_type() != at::kLong || steps.numel() != 1 || steps.item<int64_t>() < 1) {
    return NotOfThisOptimizer(step_name, "expected one int64, at least 1");
  }
  state.steps = steps.item<int64_t>();
  for (size_t k = 0; k < buffer_names_.size(); ++k) {
    const std::string name = absl::StrCat(buffer_names_[k], ".", parameter.name);
    const at::Tensor buffer = Take(name, given);
    if (!buffer.defined()) continue;
    if (buffer.sizes() != parameter.tensor.sizes() || buffer.scalar_type() != at::kFloat) {
      return NotOfThisOptimizer(
          name,
          absl::StrCat("expected float32 ", SizesToString(parameter.tensor.sizes()), ", found ",
                       c10::toString(buffer.scalar_type()), " ", SizesToString(buffer.sizes())));
    }
    state.buffers[k] = at::empty_like(parameter.tensor).copy_(buffer);
  }
  return state;
}

absl::StatusOr<std::vector<Optimizer::ParameterState>> Optimizer::ParseState(
    const std::vector<NamedTensor>& state) const {
  const c10::NoGradGuard no_grad;
  TensorMap given;
  for (const NamedTensor& item : state) given[item.name] = item.tensor;
  std::vector<ParameterState> states;
  for (const OptimizedParameter& item : parameters_) {
    STRIDE_ASSIGN_OR_RETURN(ParameterState taken, TakeState(item.parameter, given));
    states.push_back(std::move(taken));
  }
  if (given.empty()) {
    STRIDE_RETURN_IF_ERROR(CheckBuffers(states));
    return states;
  }
  return NotOfThisOptimizer(given.begin()->first, absl::StrCat("there is no such state in ",
                                                               ToString(), " of these parameters"));
}

absl::Status Optimizer::CheckBuffers(const std::vector<ParameterState>& states) const {
  if (BuffersAreOptional()) return absl::OkStatus();
  for (size_t i = 0; i < states.size(); ++i) {
    for (size_t k = 0; k < buffer_names_.size(); ++k) {
      if (states[i].steps == 0 || states[i].buffers[k].defined()) continue;
      return NotOfThisOptimizer(absl::StrCat(buffer_names_[k], ".", parameters_[i].parameter.name),
                                absl::StrCat("missing, but ", ToString(), " needs it"));
    }
  }
  return absl::OkStatus();
}

absl::Status Optimizer::CheckState(const std::vector<NamedTensor>& state) const {
  return ParseState(state).status();
}

absl::Status Optimizer::LoadState(const std::vector<NamedTensor>& state) {
  STRIDE_ASSIGN_OR_RETURN(states_, ParseState(state));
  return absl::OkStatus();
}

}  // namespace stride
