#include "stride/train/loop/fit.h"

#include <ATen/Context.h>
#include <c10/core/GradMode.h>
#include <c10/util/Exception.h>

#include <chrono>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/random.h"
#include "stride/data/base/status_macros.h"
#include "stride/eval/evaluator/evaluator.h"
#include "stride/models/core/weights.h"
#include "stride/train/log/metrics_file.h"
#include "stride/train/loop/count_correct.h"
#include "stride/train/optimizer/clip_gradients.h"

namespace stride {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

absl::Status CheckOptions(const Classifier& classifier, const Loader& train,
                          const FitOptions& options) {
  if (!options.loss.function || !options.schedule.at || options.optimizer == nullptr) {
    return absl::InvalidArgumentError("fit: loss, schedule and optimizer must be given");
  }
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("fit, epochs", options.epochs, 1));
  if (options.gradient_clip_norm.has_value()) {
    STRIDE_RETURN_IF_ERROR(CheckPositive("fit, gradient_clip_norm", *options.gradient_clip_norm));
  }
  const int64_t classes = static_cast<int64_t>(train.dataset().class_names().size());
  if (classes != classifier.num_classes()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the training set has ", classes, " classes, but ", classifier.name(), " predicts ",
        classifier.num_classes(), ": build it with num_classes = ", classes));
  }
  if (train.batches_per_epoch() == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("no batch to train on: ", train.dataset().size(), " examples in batches of ",
                     train.options().batch_size,
                     train.options().drop_last ? ", and short ones are dropped" : ""));
  }
  return absl::OkStatus();
}

absl::Status CheckStart(const TrainState& start, const Loader& train) {
  if (start.seed == train.options().seed && start.batches_per_epoch == train.batches_per_epoch()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "cannot resume: the run was started with seed ", start.seed, " and ", start.batches_per_epoch,
      " batches an epoch, now it is seed ", train.options().seed, " and ",
      train.batches_per_epoch(), "; give it the same data, batch size and seed"));
}

// The loss that is made small: that of the main head and, by their weights, of the auxiliary ones.
at::Tensor WithAuxiliaryLosses(Classifier& classifier, const Loss& loss, const at::Tensor& main,
                               const at::Tensor& labels) {
  at::Tensor total = main;
  for (const AuxiliaryLogits& head : classifier.TakeAuxiliaryLogits()) {
    total = total.add(loss.function(head.logits.to(at::kFloat), labels), head.weight);
  }
  return total;
}

class Run {
 public:
  Run(Classifier& classifier, Loader& train, Loader* test, const FitOptions& options)
      : classifier_(classifier),
        train_(train),
        test_(test),
        options_(options),
        optimizer_(*options.optimizer),
        state_(options.start) {}

  absl::Status Begin();
  absl::Status TrainEpochs();
  FitResult Result() const { return {state_, reports_, stopped_}; }
  int64_t step() const { return state_.step; }

 private:
  absl::Status TrainEpoch();
  absl::Status FinishEpoch(EpochReport report, Clock::time_point start);
  absl::Status EvaluateEpoch(EpochReport& report);

  bool writes() const { return !options_.run_directory.empty(); }
  std::string Path(const char* file) const {
    return absl::StrCat(options_.run_directory, "/", file);
  }
  absl::Status SaveLast();

  at::Tensor Logits(const at::Tensor& images);
  EpochReport Report() const;
  void Count(const Batch& batch, double loss, int64_t correct);
  absl::Status Diverged(absl::string_view what) const;

  Classifier& classifier_;
  Loader& train_;
  Loader* const test_;
  const FitOptions& options_;
  Optimizer& optimizer_;
  TrainState state_;
  std::optional<MetricsFile> metrics_;
  std::vector<EpochReport> reports_;
  int64_t saved_step_ = 0;
  bool stopped_ = false;
};

absl::Status Run::Begin() {
  if (state_.step > 0) {
    STRIDE_RETURN_IF_ERROR(CheckStart(state_, train_));
  } else {
    state_.seed = train_.options().seed;
    state_.batches_per_epoch = train_.batches_per_epoch();
  }
  if (!writes()) return absl::OkStatus();
  STRIDE_ASSIGN_OR_RETURN(metrics_, MetricsFile::Open(Path("metrics.csv"), state_.epoch));
  reports_ = metrics_->rows();
  return SaveLast();
}

absl::Status Run::TrainEpochs() {
  while (state_.epoch < options_.epochs && !stopped_) STRIDE_RETURN_IF_ERROR(TrainEpoch());
  return absl::OkStatus();
}

absl::Status Run::TrainEpoch() {
  const auto start = Clock::now();
  const int64_t examples_before = state_.examples;
  classifier_.SetTraining(true);
  if (options_.before_epoch) options_.before_epoch(state_.epoch);
  STRIDE_RETURN_IF_ERROR(train_.StartEpoch(state_.epoch, state_.batch));
  while (true) {
    STRIDE_ASSIGN_OR_RETURN(const std::optional<Batch> batch, train_.Next());
    if (!batch.has_value()) break;
    at::manual_seed(DeriveSeed(state_.seed, state_.step, RandomPurpose::kDropout));
    const Rates rates = options_.schedule.at(state_.step);

    const at::Tensor logits = Logits(batch->images);
    const at::Tensor targets =
        (batch->targets.defined() ? batch->targets : batch->labels).to(logits.device());
    const at::Tensor loss = options_.loss.function(logits, targets);
    const at::Tensor total = WithAuxiliaryLosses(classifier_, options_.loss, loss, targets);
    const double total_value = total.item<double>();
    if (!std::isfinite(total_value)) return Diverged(absl::StrCat("the loss is ", total_value));
    optimizer_.ZeroGrad();
    total.backward();
    if (options_.gradient_clip_norm.has_value()) {
      ClipGradientNorm(optimizer_.parameters(), *options_.gradient_clip_norm);
    }
    optimizer_.Step(rates.learning_rate, rates.momentum);

    Count(*batch, loss.item<double>(), CountCorrect(logits, batch->labels));
    stopped_ = options_.stop_requested && options_.stop_requested();
    if (stopped_) return writes() ? SaveLast() : absl::OkStatus();
  }
  if (state_.examples == 0) {
    return absl::FailedPreconditionError("nothing to train on: the loader yields no examples");
  }
  EpochReport report = Report();
  report.images_per_second = (state_.examples - examples_before) / SecondsSince(start);
  return FinishEpoch(report, start);
}

at::Tensor Run::Logits(const at::Tensor& images) {
  const PrecisionScope scope(options_.precision);
  return classifier_.Forward(images).to(at::kFloat);
}

void Run::Count(const Batch& batch, double loss, int64_t correct) {
  const int64_t examples = static_cast<int64_t>(batch.indices.size());
  ++state_.batch;
  ++state_.step;
  state_.examples += examples;
  state_.loss_sum += loss * examples;
  state_.correct += correct;
  if (options_.observer == nullptr) return;
  const double total = state_.examples;
  options_.observer->OnStep({state_.epoch + 1, options_.epochs, state_.batch,
                             state_.batches_per_epoch, examples, state_.loss_sum / total,
                             state_.correct / total});
}

EpochReport Run::Report() const {
  EpochReport report;
  report.epoch = state_.epoch + 1;
  report.epochs = options_.epochs;
  report.step = state_.step;
  report.learning_rate = options_.schedule.at(state_.step - 1).learning_rate;
  report.train_loss = state_.loss_sum / state_.examples;
  report.train_accuracy = static_cast<double>(state_.correct) / state_.examples;
  return report;
}

absl::Status Run::FinishEpoch(EpochReport report, Clock::time_point start) {
  if (test_ != nullptr) STRIDE_RETURN_IF_ERROR(EvaluateEpoch(report));
  report.seconds = SecondsSince(start);
  ++state_.epoch;
  state_.batch = 0;
  state_.loss_sum = 0;
  state_.correct = 0;
  state_.examples = 0;
  reports_.push_back(report);
  if (writes()) {
    STRIDE_RETURN_IF_ERROR(metrics_->Append(report));
    STRIDE_RETURN_IF_ERROR(SaveLast());
  }
  if (options_.observer != nullptr) options_.observer->OnEpoch(report);
  return absl::OkStatus();
}

absl::Status Run::EvaluateEpoch(EpochReport& report) {
  EvaluateOptions evaluate;
  evaluate.loss = options_.loss.function;
  evaluate.precision = options_.precision;
  STRIDE_ASSIGN_OR_RETURN(const Evaluation evaluation, Evaluate(classifier_, *test_, evaluate));
  if (!std::isfinite(evaluation.loss)) {
    return Diverged(absl::StrCat("the test loss is ", evaluation.loss));
  }
  report.test_loss = evaluation.loss;
  report.test_accuracy = evaluation.accuracy;
  if (evaluation.accuracy <= state_.best_accuracy) return absl::OkStatus();
  state_.best_accuracy = evaluation.accuracy;
  return writes() ? SaveWeights(classifier_, Path("best.safetensors")) : absl::OkStatus();
}

absl::Status Run::SaveLast() {
  const absl::Status finite = CheckFinite(classifier_);
  if (!finite.ok()) return Diverged(finite.message());
  STRIDE_RETURN_IF_ERROR(SaveCheckpoint(Path("last.safetensors"), classifier_, optimizer_, state_));
  saved_step_ = state_.step;
  return absl::OkStatus();
}

absl::Status Run::Diverged(absl::string_view what) const {
  return absl::FailedPreconditionError(absl::StrCat(
      "training diverged: ", what, " after ", state_.step, " steps (epoch ", state_.epoch + 1,
      ", learning rate ", options_.schedule.at(state_.step).learning_rate,
      "); lower the learning rate, warm up longer or clip gradients",
      writes() ? absl::StrCat(". ", Path("last.safetensors"), " keeps the state after ",
                              saved_step_, " steps")
               : ""));
}

}  // namespace

absl::StatusOr<FitResult> Fit(Classifier& classifier, Loader& train, Loader* test,
                              const FitOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckOptions(classifier, train, options));
  Run run(classifier, train, test, options);
  try {
    const c10::AutoGradMode gradients(true);
    STRIDE_RETURN_IF_ERROR(run.Begin());
    STRIDE_RETURN_IF_ERROR(run.TrainEpochs());
    return run.Result();
  } catch (const c10::Error& error) {
    return absl::InvalidArgumentError(absl::StrCat("training of ", classifier.name(), ", step ",
                                                   run.step(), ": ",
                                                   error.what_without_backtrace()));
  }
}

}  // namespace stride
