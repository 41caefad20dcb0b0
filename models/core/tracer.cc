#include "stride/models/core/tracer.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>
#include <c10/util/accumulate.h>
#include <torch/nn/module.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace stride {
namespace {

thread_local Tracer* active_tracer = nullptr;

// Evaluation mode for a module and all below it; each returns to its own mode.
class EvalMode {
 public:
  explicit EvalMode(torch::nn::Module& module) {
    modes_.emplace_back(&module, module.is_training());
    for (const auto& child : module.modules(/*include_self=*/false)) {
      modes_.emplace_back(child.get(), child->is_training());
    }
    module.eval();
  }
  ~EvalMode() {
    for (const auto& [module, training] : modes_) module->train(training);  // parents come first
  }
  EvalMode(const EvalMode&) = delete;
  EvalMode& operator=(const EvalMode&) = delete;

 private:
  std::vector<std::pair<torch::nn::Module*, bool>> modes_;
};

std::vector<int64_t> WithoutBatch(const at::Tensor& tensor) {
  const at::IntArrayRef sizes = tensor.sizes();
  return sizes.empty() ? std::vector<int64_t>() : sizes.slice(1).vec();
}

bool AllPositive(const ImageShape& shape) {
  return std::min({shape.channels, shape.height, shape.width}) >= 1;
}

}  // namespace

Tracer* Tracer::Active() { return active_tracer; }

Tracer::Tracer(const torch::nn::Module& root, const ImageShape& input)
    : input_(input), outer_(active_tracer) {
  for (const auto& item : root.named_modules("", /*include_self=*/false)) {
    names_[item.value().get()] = item.key();
  }
  active_tracer = this;
}

Tracer::~Tracer() { active_tracer = outer_; }

std::string Tracer::NameOf(const torch::nn::Module& layer) const {
  const auto found = names_.find(&layer);
  return found == names_.end() ? "" : found->second;
}

void Tracer::Record(const torch::nn::Module& layer, LayerRecord record) {
  const auto too_small = [](int64_t size) { return size < 1; };
  if (std::any_of(record.output.begin(), record.output.end(), too_small)) {
    Fail(layer, std::move(record),
         "does not fit: an output size is below 1. Use larger images, fewer poolings or strides, "
         "smaller kernels, or padding.");
  }
  record.name = NameOf(layer);
  for (const at::Tensor& parameter : layer.parameters()) record.parameters += parameter.numel();
  records_.push_back(std::move(record));
}

void Tracer::Fail(const torch::nn::Module& layer, LayerRecord record, absl::string_view problem) {
  record.name = NameOf(layer);
  if (record.formula.empty()) record.formula = "does not fit";
  records_.push_back(std::move(record));
  failure_ = absl::StrCat("for ", input_.ToString(), " images ", LayerTitle(records_.back()), " ",
                          problem, "\n", Arithmetic());
  TORCH_CHECK(false, failure_);
}

at::Tensor Tracer::MetaOutput(const at::Tensor& input) const {
  std::vector<int64_t> sizes = records_.back().output;
  sizes.insert(sizes.begin(), input.size(0));
  return at::empty(sizes, input.options());
}

absl::StatusOr<Trace> TraceModule(torch::nn::Module& module, const TracedFunction& forward,
                                  const ImageShape& input) {
  if (!AllPositive(input)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "image shape ", input.ToString(), ": channels, height and width must be at least 1"));
  }
  const EvalMode eval_mode(module);
  const c10::NoGradGuard no_grad;
  std::string problem;
  // Zeros serve networks with layers of their own that cannot take a tensor without values.
  for (const at::DeviceType device : {at::kMeta, at::kCPU}) {
    Tracer tracer(module, input);
    try {
      const at::Tensor output = forward(
          at::zeros({1, input.channels, input.height, input.width}, at::TensorOptions(device)));
      return Trace{tracer.records(), WithoutBatch(output)};
    } catch (const c10::Error& error) {
      if (!tracer.failure().empty()) return absl::InvalidArgumentError(tracer.failure());
      problem = absl::StrCat("for ", input.ToString(), " images the network fails after these ",
                             "layers: ", error.what_without_backtrace(), "\n", tracer.Arithmetic());
    }
  }
  return absl::InvalidArgumentError(problem);
}

int64_t TraceFeatures(torch::nn::Module& module, const TracedFunction& trunk,
                      const ImageShape& input) {
  const absl::StatusOr<Trace> trace = TraceModule(module, trunk, input);
  TORCH_CHECK(trace.ok(), std::string(trace.status().message()));
  return c10::multiply_integers(trace->output);
}

}  // namespace stride
