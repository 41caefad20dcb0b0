#include "stride/models/fused/fused_classifier.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/fused/plan.h"

namespace stride {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

class PlanFunction : public torch::autograd::Function<PlanFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& images, Plan* plan,
                            at::TensorList /*parameters*/) {
    context->saved_data["plan"] = reinterpret_cast<int64_t>(plan);
    at::Tensor logits = plan->Forward(images);
    context->saved_data["forwards"] = plan->forwards();
    return logits;
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    // LibTorch keeps numbers between the passes, no pointers.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    auto* const plan = reinterpret_cast<Plan*>(context->saved_data["plan"].toInt());
    TORCH_CHECK(context->saved_data["forwards"].toInt() == plan->forwards(),
                "a fused network keeps one forward pass: call backward before the next one");
    variable_list all = {at::Tensor(), at::Tensor()};
    for (at::Tensor& gradient : plan->Backward(gradients[0].contiguous())) {
      all.push_back(std::move(gradient));
    }
    return all;
  }
};

// Which tensors require gradients.
std::vector<bool> Trained(const Graph& graph) {
  std::vector<bool> trained;
  for (const GraphOp& op : graph.ops) {
    for (const at::Tensor& tensor : op.tensors) {
      trained.push_back(tensor.defined() && tensor.requires_grad());
    }
  }
  return trained;
}

class FusedClassifier final : public Classifier {
 public:
  FusedClassifier(std::unique_ptr<Classifier> plain, Graph graph)
      : Classifier({plain->name(), plain->input_shape(), plain->num_classes(), plain->layers()}),
        plain_(std::move(plain)),
        graph_(std::move(graph)),
        parameter_(plain_->Parameters().front().tensor) {
    for (const NamedTensor& buffer : plain_->Buffers()) {
      if (absl::EndsWith(buffer.name, "num_batches_tracked")) counters_.push_back(buffer.tensor);
    }
  }

  at::Tensor Forward(const at::Tensor& images) override {
    if (!training() || !c10::GradMode::is_enabled()) return plain_->Forward(images);
    Plan* const plan = PlanFor(images);
    if (plan == nullptr) return plain_->Forward(images);
    for (at::Tensor& counter : counters_) counter.add_(1);
    return PlanFunction::apply(images.to(at::kFloat), plan, at::TensorList(plan->parameters()));
  }

  std::vector<AuxiliaryLogits> TakeAuxiliaryLogits() override {
    return plain_->TakeAuxiliaryLogits();
  }
  std::vector<NamedTensor> Parameters() const override { return plain_->Parameters(); }
  std::vector<NamedTensor> Buffers() const override { return plain_->Buffers(); }
  void SetTraining(bool training) override { plain_->SetTraining(training); }
  bool training() const override { return plain_->training(); }
  void To(at::ScalarType type) override {
    plans_.clear();  // they hold the parameters' memory
    plain_->To(type);
  }
  void To(at::Device device) override {
    plans_.clear();
    plain_->To(device);
  }

 private:
  // Null: the plain way.
  Plan* PlanFor(const at::Tensor& images) {
    const ImageShape& shape = input_shape();
    if (images.dim() != 4 || images.size(0) < 2 || images.size(1) != shape.channels ||
        images.size(2) != shape.height || images.size(3) != shape.width ||
        parameter_.scalar_type() != at::kFloat || !parameter_.is_cpu()) {
      return nullptr;
    }
    std::vector<bool> trained = Trained(graph_);
    if (trained != trained_) plans_.clear();
    trained_ = std::move(trained);
    const Precision precision = CurrentPrecision();
    auto& plan = plans_[{images.size(0), precision}];
    if (plan == nullptr) {
      auto made = Plan::Create(graph_, shape, images.size(0), precision);
      if (!made.ok()) return nullptr;
      plan = *std::move(made);
    }
    return plan.get();
  }

  const std::unique_ptr<Classifier> plain_;
  const Graph graph_;
  const at::Tensor parameter_;        // one of them: all have one type and device
  std::vector<at::Tensor> counters_;  // of the batches that norms have seen
  std::vector<bool> trained_;         // as plans_ have it
  std::map<std::pair<int64_t, Precision>, std::unique_ptr<Plan>> plans_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Classifier>> Fuse(std::unique_ptr<Classifier>& classifier,
                                                 const FuseOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(Graph graph, ReadGraph(*classifier));
  for (GraphOp& op : graph.ops) op.winograd = options.winograd;
  STRIDE_RETURN_IF_ERROR(
      Plan::Create(graph, classifier->input_shape(), /*batch=*/2, Precision::kFloat32).status());
  for (GraphOp& op : graph.ops) op.choices = options.choices;
  return std::make_unique<FusedClassifier>(std::move(classifier), std::move(graph));
}

}  // namespace stride
