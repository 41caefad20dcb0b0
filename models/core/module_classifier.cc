#include "stride/models/core/module_classifier.h"

#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "stride/models/core/auxiliary_heads.h"

namespace stride {
namespace {

template <typename Dict>
std::vector<NamedTensor> ToNamedTensors(const Dict& dict) {
  std::vector<NamedTensor> tensors;
  for (const auto& item : dict) tensors.push_back({item.key(), item.value()});
  return tensors;
}

class ModuleClassifier final : public Classifier {
 public:
  ModuleClassifier(ClassifierInfo info, std::shared_ptr<torch::nn::Module> module,
                   TracedFunction forward)
      : Classifier(std::move(info)), module_(std::move(module)), forward_(std::move(forward)) {
    const std::vector<at::Tensor> parameters = module_->parameters();
    if (!parameters.empty()) options_ = parameters.front().options().requires_grad(false);
  }

  at::Tensor Forward(const at::Tensor& images) override {
    const ImageShape& shape = input_shape();
    TORCH_CHECK(images.dim() == 4 && images.size(1) == shape.channels &&
                    images.size(2) == shape.height && images.size(3) == shape.width,
                name(), " takes images [N, ", shape.channels, ", ", shape.height, ", ", shape.width,
                "], found ", images.sizes());
    return forward_(images.to(options_));
  }

  std::vector<AuxiliaryLogits> TakeAuxiliaryLogits() override {
    auto* heads = dynamic_cast<AuxiliaryHeads*>(module_.get());
    return heads == nullptr ? std::vector<AuxiliaryLogits>() : heads->TakeAuxiliaryLogits();
  }

  std::vector<NamedTensor> Parameters() const override {
    return ToNamedTensors(module_->named_parameters());
  }
  std::vector<NamedTensor> Buffers() const override {
    return ToNamedTensors(module_->named_buffers());
  }

  void SetTraining(bool training) override { module_->train(training); }
  bool training() const override { return module_->is_training(); }

  void To(at::ScalarType type) override { Convert(options_.dtype(type)); }
  void To(at::Device device) override { Convert(options_.device(device)); }

 private:
  void Convert(const at::TensorOptions& options) {
    const c10::NoGradGuard no_grad;
    for (NamedTensor& item : StateTensors(*this)) {
      const at::ScalarType type = item.tensor.is_floating_point()
                                      ? c10::typeMetaToScalarType(options.dtype())
                                      : item.tensor.scalar_type();
      item.tensor.set_data(item.tensor.to(options.device(), type));
    }
    options_ = options;
  }

  std::shared_ptr<torch::nn::Module> module_;
  TracedFunction forward_;
  at::TensorOptions options_;
};

absl::Status CheckOutput(const Trace& trace, const ImageShape& input, int64_t num_classes) {
  if (trace.output == std::vector<int64_t>{num_classes}) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "the network yields ", SizesToString(trace.output), " for an image, expected ", num_classes,
      " logits (num_classes); let its last layer have that many outputs\n",
      ArithmeticTable(input, trace.layers)));
}

absl::Status WithName(const std::string& name, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(name, ": ", status.message()));
}

}  // namespace

namespace internal {

absl::StatusOr<std::unique_ptr<Classifier>> MakeModuleClassifier(
    const std::string& name, std::shared_ptr<torch::nn::Module> module, TracedFunction forward,
    const ImageShape& input, int64_t num_classes) {
  absl::StatusOr<Trace> trace = TraceModule(*module, forward, input);
  if (!trace.ok()) return WithName(name, trace.status());
  const absl::Status fits = CheckOutput(*trace, input, num_classes);
  if (!fits.ok()) return WithName(name, fits);
  ClassifierInfo info{name, input, num_classes, std::move(trace->layers)};
  return std::make_unique<ModuleClassifier>(std::move(info), std::move(module), std::move(forward));
}

}  // namespace internal
}  // namespace stride
