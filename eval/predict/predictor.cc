#include "stride/eval/predict/predictor.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/torch_error.h"
#include "stride/models/fused/graph.h"

namespace stride {
namespace {

constexpr size_t kMaxPlans = 4;  // each has its own copy of the weights

bool IsOnCpu(const Classifier& classifier) {
  const std::vector<NamedTensor> parameters = classifier.Parameters();
  return std::all_of(parameters.begin(), parameters.end(),
                     [](const NamedTensor& item) { return item.tensor.is_cpu(); });
}

}  // namespace

absl::StatusOr<std::unique_ptr<Predictor>> Predictor::Create(Classifier& classifier,
                                                             const PredictorOptions& options) {
  auto predictor = absl::WrapUnique(new Predictor(classifier, options));
  if (!options.fused || !IsOnCpu(classifier)) return predictor;
  const auto graph = ReadGraph(classifier, GraphMode::kEvaluation);
  if (absl::IsUnimplemented(graph.status())) return predictor;
  STRIDE_RETURN_IF_ERROR(graph.status());
  predictor->graph_ = FoldGraph(*graph);
  for (InferenceOp& op : predictor->graph_->ops) op.op.winograd &= options.winograd;
  const absl::Status planned = predictor->PlanFor(/*batch=*/1).status();
  if (absl::IsUnimplemented(planned)) predictor->graph_.reset();
  return predictor;
}

absl::Status Predictor::CheckImages(const at::Tensor& images) const {
  const ImageShape& shape = classifier_.input_shape();
  const bool fits = images.defined() && images.dim() == 4 && images.scalar_type() == at::kFloat &&
                    images.size(0) >= 1 && images.size(1) == shape.channels &&
                    images.size(2) == shape.height && images.size(3) == shape.width;
  if (fits) return absl::OkStatus();
  const std::string found =
      images.defined() ? absl::StrCat(c10::toString(images.scalar_type()), " ",
                                      SizesToString({images.sizes().data(), images.sizes().size()}))
                       : "no tensor";
  return absl::InvalidArgumentError(absl::StrCat("prediction by ", classifier_.name(),
                                                 ": expected Float images Nx", shape.ToString(),
                                                 ", N at least 1, found ", found));
}

at::Tensor Predictor::Plainly(const at::Tensor& images) const {
  const EvalModeScope eval_mode(classifier_);
  const PrecisionScope precision(options_.precision);
  return classifier_.Forward(images).to(at::kFloat);
}

absl::StatusOr<InferencePlan*> Predictor::PlanFor(int64_t batch) {
  const auto known = plans_.find(batch);
  if (known == plans_.end() && plans_.size() == kMaxPlans) {
    plans_.erase(std::min_element(plans_.begin(), plans_.end(), [](const auto& a, const auto& b) {
      return a.second.used < b.second.used;
    }));
  }
  Planned& planned = plans_[batch];
  planned.used = ++calls_;
  if (planned.plan == nullptr) {
    auto plan =
        InferencePlan::Create(*graph_, classifier_.input_shape(), batch, options_.precision);
    if (!plan.ok()) plans_.erase(batch);
    STRIDE_RETURN_IF_ERROR(plan.status());
    planned.plan = *std::move(plan);
  }
  return planned.plan.get();
}

absl::StatusOr<at::Tensor> Predictor::Predict(const at::Tensor& images) {
  STRIDE_RETURN_IF_ERROR(CheckImages(images));
  const c10::InferenceMode inference;
  const std::string what = absl::StrCat("prediction by ", classifier_.name());
  if (!fused()) return CatchTorchErrors(what, [&] { return Plainly(images); });
  STRIDE_ASSIGN_OR_RETURN(InferencePlan* const plan, PlanFor(images.size(0)));
  return CatchTorchErrors(what, [&] { return plan->Run(images); });
}

absl::StatusOr<at::Tensor> Predictor::Probabilities(const at::Tensor& images) {
  STRIDE_ASSIGN_OR_RETURN(const at::Tensor logits, Predict(images));
  return CatchTorchErrors("softmax", [&] { return logits.softmax(1); });
}

}  // namespace stride
