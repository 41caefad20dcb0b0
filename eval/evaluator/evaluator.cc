#include "stride/eval/evaluator/evaluator.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/eval/metrics/top_k.h"

namespace stride {
namespace {

absl::Status CheckOptions(const Classifier& classifier, const Dataset& dataset,
                          const EvaluateOptions& options) {
  const int64_t classes = static_cast<int64_t>(dataset.class_names().size());
  if (classes != classifier.num_classes()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the data set has ", classes, " classes, but ", classifier.name(), " predicts ",
        classifier.num_classes(), ": build the model with num_classes = ", classes));
  }
  if (options.top_k < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("top_k: expected at least 1, found ", options.top_k));
  }
  return absl::OkStatus();
}

absl::Status CheckBatch(const Classifier& classifier, const Dataset& dataset, const Batch& batch) {
  const ImageShape& expected = classifier.input_shape();
  const ImageShape found = {batch.images.size(1), batch.images.size(2), batch.images.size(3)};
  if (found != expected) {
    return absl::InvalidArgumentError(absl::StrCat(
        "image ", dataset.Id(batch.indices[0]), " is ", found.ToString(), ", but ",
        classifier.name(), " was built for ", expected.ToString(),
        " (channels x height x width): transform the images or build the model for them"));
  }
  const int64_t* labels = batch.labels.data_ptr<int64_t>();
  for (size_t i = 0; i < batch.indices.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classifier.num_classes()) {
      return absl::InvalidArgumentError(
          absl::StrCat("label of ", dataset.Id(batch.indices[i]), ": expected 0 to ",
                       classifier.num_classes() - 1, ", found ", labels[i]));
    }
  }
  return absl::OkStatus();
}

// Sums over the examples so far.
struct Totals {
  double loss = 0;
  int64_t top_k = 0;
};

void AddPredictions(const Batch& batch, const at::Tensor& logits, Evaluation& evaluation) {
  const at::Tensor predicted = logits.argmax(1).cpu();
  const at::Tensor confidence = logits.softmax(1).amax(1).cpu();
  for (size_t i = 0; i < batch.indices.size(); ++i) {
    Prediction prediction;
    prediction.index = batch.indices[i];
    prediction.label = batch.labels.data_ptr<int64_t>()[i];
    prediction.predicted = predicted.data_ptr<int64_t>()[i];
    prediction.confidence = confidence.data_ptr<float>()[i];
    evaluation.confusion.Add(prediction.label, prediction.predicted);
    evaluation.predictions.push_back(prediction);
  }
}

void AddBatch(Classifier& classifier, const Batch& batch, const EvaluateOptions& options,
              Totals& totals, Evaluation& evaluation) {
  const at::Tensor logits = [&] {
    const PrecisionScope scope(options.precision);
    return classifier.Forward(batch.images).to(at::kFloat);
  }();
  const at::Tensor labels = batch.labels.to(logits.device());
  const at::Tensor loss =
      options.loss ? options.loss(logits, labels) : at::cross_entropy_loss(logits, labels);
  totals.loss += loss.item<double>() * static_cast<double>(batch.indices.size());
  totals.top_k += CountTopK(logits, labels, options.top_k);
  AddPredictions(batch, logits, evaluation);
}

absl::StatusOr<Evaluation> Run(Classifier& classifier, Loader& loader,
                               const EvaluateOptions& options) {
  const c10::NoGradGuard no_grad;
  const EvalModeScope eval_mode(classifier);
  Evaluation evaluation(classifier.num_classes());
  Totals totals;
  const auto start = std::chrono::steady_clock::now();
  STRIDE_RETURN_IF_ERROR(loader.StartEpoch(0));
  while (true) {
    STRIDE_ASSIGN_OR_RETURN(const std::optional<Batch> batch, loader.Next());
    if (!batch.has_value()) break;
    STRIDE_RETURN_IF_ERROR(CheckBatch(classifier, loader.dataset(), *batch));
    AddBatch(classifier, *batch, options, totals, evaluation);
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

  const double examples = static_cast<double>(evaluation.predictions.size());
  if (examples == 0) {
    return absl::FailedPreconditionError("nothing to evaluate: the loader yields no examples");
  }
  evaluation.loss = totals.loss / examples;
  evaluation.accuracy = evaluation.confusion.accuracy();
  evaluation.top_k_accuracy = static_cast<double>(totals.top_k) / examples;
  evaluation.images_per_second = examples / seconds.count();
  std::sort(evaluation.predictions.begin(), evaluation.predictions.end(),
            [](const Prediction& a, const Prediction& b) { return a.index < b.index; });
  return evaluation;
}

}  // namespace

absl::StatusOr<Evaluation> Evaluate(Classifier& classifier, Loader& loader,
                                    const EvaluateOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(classifier, loader.dataset(), options));
  try {
    return Run(classifier, loader, options);
  } catch (const c10::Error& error) {
    return absl::InvalidArgumentError(
        absl::StrCat("evaluation of ", classifier.name(), ": ", error.what_without_backtrace()));
  }
}

}  // namespace stride
