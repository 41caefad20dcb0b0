#include "stride/train/experiments/run.h"

#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/views.h"
#include "stride/data/transform/registry.h"
#include "stride/eval/evaluator/test_time_augmentation.h"
#include "stride/eval/report/curves.h"
#include "stride/eval/report/report.h"
#include "stride/models/core/summary.h"
#include "stride/models/fused/fused_classifier.h"
#include "stride/train/checkpoint/checkpoint.h"
#include "stride/train/log/progress.h"
#include "stride/train/log/run_directory.h"
#include "stride/train/loop/interrupt.h"

namespace stride {
namespace {

// What the model gets: the size of the first training image behind its transform.
absl::StatusOr<ImageShape> InputShape(const Dataset& train, const TransformPtr& transform) {
  STRIDE_ASSIGN_OR_RETURN(Example example, train.Get(0));
  if (transform != nullptr) {
    RandomStream random(0, 0, 0, RandomPurpose::kTransform);
    STRIDE_ASSIGN_OR_RETURN(example.image, transform->Apply(std::move(example.image), random));
  }
  return ImageShape{example.image.channels(), example.image.height(), example.image.width()};
}

absl::Status LoadData(const Experiment& experiment, const Settings& settings, Run& run) {
  if (run.data.train != nullptr) return absl::OkStatus();
  STRIDE_ASSIGN_OR_RETURN(run.data, experiment.data(settings.data_dir));
  if (settings.train_examples > 0) {
    STRIDE_ASSIGN_OR_RETURN(std::vector<DatasetPtr> parts,
                            RandomSplit(run.data.train, {settings.train_examples}, settings.seed));
    run.data.train = parts[0];
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Loader>> MakeTestLoader(DatasetPtr dataset, const Recipe& recipe,
                                                       const Settings& settings) {
  LoaderOptions options;
  options.batch_size = 500;
  options.num_threads = settings.threads.loader;
  options.transform = recipe.test_transform;
  options.normalize = recipe.normalize;
  options.channels_last = recipe.channels_last;
  return Loader::Create(std::move(dataset), options);
}

absl::Status MakeLoaders(const Recipe& recipe, const Settings& settings, Run& run) {
  LoaderOptions options;
  options.batch_size = recipe.batch_size;
  options.shuffle = true;
  options.drop_last = true;
  options.num_threads = settings.threads.loader;
  options.seed = settings.seed;
  options.transform = recipe.train_transform;
  options.normalize = recipe.normalize;
  options.batch_transforms = recipe.batch_transforms;
  options.channels_last = recipe.channels_last;
  STRIDE_ASSIGN_OR_RETURN(run.train, Loader::Create(run.data.train, options));
  STRIDE_ASSIGN_OR_RETURN(run.test, MakeTestLoader(run.data.test, recipe, settings));
  return absl::OkStatus();
}

EvaluateOptions EvaluateOptionsOf(const Recipe& recipe) {
  EvaluateOptions options;
  options.loss = recipe.loss.function;
  options.precision = recipe.precision;
  return options;
}

std::string Mixtures(const Recipe& recipe) {
  std::string lines;
  for (const BatchTransformPtr& transform : recipe.batch_transforms) {
    absl::StrAppend(&lines, "batches    ", transform->ToString(), "\n");
  }
  return lines;
}

std::vector<Plot> Curves(const std::vector<EpochReport>& epochs) {
  LearningCurves curves;
  for (const EpochReport& report : epochs) {
    curves.epochs.push_back(static_cast<double>(report.epoch));
    curves.train_loss.push_back(report.train_loss);
    curves.test_loss.push_back(report.test_loss.value_or(0));
    curves.train_accuracy.push_back(report.train_accuracy);
    curves.test_accuracy.push_back(report.test_accuracy.value_or(0));
  }
  return LearningPlots(curves);
}

// Fuses the network if the recipe says so and oneDNN can.
absl::Status ChooseLayers(const Recipe& recipe, Run& run) {
  run.layers = "LibTorch's layers";
  if (!recipe.fused) return absl::OkStatus();
  FuseOptions options;
  if (!recipe.convolutions.empty()) {
    STRIDE_ASSIGN_OR_RETURN(options.choices, ConvolutionChoices::Open(recipe.convolutions));
  }
  auto fused = Fuse(run.classifier, options);
  if (!fused.ok()) {
    absl::StrAppend(&run.layers, ": ", fused.status().message());
    return absl::OkStatus();
  }
  run.classifier = *std::move(fused);
  run.layers = "fused layers";
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Run> BuildRun(const Experiment& experiment, const Settings& settings,
                             const TrainAndTest& data) {
  Run run;
  run.data = data;
  const Recipe& recipe = experiment.recipe;
  STRIDE_RETURN_IF_ERROR(LoadData(experiment, settings, run));
  STRIDE_RETURN_IF_ERROR(MakeLoaders(recipe, settings, run));
  STRIDE_ASSIGN_OR_RETURN(const ImageShape input,
                          InputShape(*run.data.train, recipe.train_transform));
  STRIDE_ASSIGN_OR_RETURN(
      run.classifier,
      experiment.model(input, static_cast<int64_t>(run.data.train->class_names().size()),
                       settings.seed));
  if (recipe.prepare) {
    STRIDE_RETURN_IF_ERROR(
        recipe.prepare(*run.classifier, run.data.train, recipe.normalize, settings.seed));
  }
  if (recipe.channels_last) ToChannelsLast(*run.classifier);
  STRIDE_RETURN_IF_ERROR(ChooseLayers(recipe, run));
  STRIDE_ASSIGN_OR_RETURN(run.optimizer, recipe.optimizer(run.classifier->Parameters()));
  const int64_t steps = recipe.epochs * run.train->batches_per_epoch();
  if (steps == 0) {
    return absl::InvalidArgumentError(absl::StrCat("--batch_size=", recipe.batch_size,
                                                   ": more than the ", run.data.train->size(),
                                                   " training examples; make it smaller"));
  }
  STRIDE_ASSIGN_OR_RETURN(run.schedule, recipe.schedule(recipe.learning_rate, steps));
  return run;
}

nlohmann::json Config(const Experiment& experiment, const Run& run) {
  nlohmann::json config;
  config["experiment"] = experiment.name;
  config["flags"] = FlagValues();
  config["model"] = run.classifier->name();
  config["parameters"] = CountParameters(*run.classifier);
  config["epochs"] = experiment.recipe.epochs;
  config["batch_size"] = experiment.recipe.batch_size;
  config["optimizer"] = run.optimizer->ToString();
  config["schedule"] = run.schedule.name;
  config["precision"] = AbslUnparseFlag(experiment.recipe.precision);
  config["loss"] = experiment.recipe.loss.name;
  config["train_transform"] = WriteArgument(experiment.recipe.train_transform);
  config["test_transform"] = WriteArgument(experiment.recipe.test_transform);
  for (const BatchTransformPtr& transform : experiment.recipe.batch_transforms) {
    config["batch_transforms"].push_back(transform->ToString());
  }
  config["normalize"] = experiment.recipe.normalize.ToString();
  return config;
}

void PrintPlan(const Experiment& experiment, const Settings& settings, const Run& run) {
  const Recipe& recipe = experiment.recipe;
  std::cout << experiment.name << ": " << experiment.about << "\n\n"
            << "data       " << settings.data_dir << "\n           " << run.data.train->size()
            << " training and " << run.data.test->size() << " test images of "
            << run.data.train->class_names().size() << " classes\n"
            << "transform  " << WriteArgument(recipe.train_transform) << " | "
            << recipe.normalize.ToString() << "\n"
            << Mixtures(recipe) << "recipe     " << recipe.epochs << " epochs of "
            << run.train->batches_per_epoch() << " batches of " << recipe.batch_size << ", "
            << recipe.loss.name << "\n           " << run.optimizer->ToString() << ", "
            << run.schedule.name << "\n"
            << "machine    " << settings.threads.model << " threads compute, "
            << settings.threads.loader << " load; " << AbslUnparseFlag(recipe.precision)
            << (IsFast(recipe.precision) ? "" : ", slow on this processor: try --precision=fp32")
            << "; seed " << settings.seed << "\n           " << run.layers << "\n"
            << "run        " << run.directory << "\n\n"
            << Summary(*run.classifier) << std::endl;
}

absl::StatusOr<FitResult> TrainRun(const Experiment& experiment, bool resume, Run& run) {
  Progress progress(ConsoleProgress());
  FitOptions options;
  options.epochs = experiment.recipe.epochs;
  options.loss = experiment.recipe.loss;
  options.precision = experiment.recipe.precision;
  options.schedule = run.schedule;
  options.optimizer = run.optimizer.get();
  options.run_directory = run.directory;
  options.observer = &progress;
  options.stop_requested = InterruptScope::requested;
  if (experiment.recipe.before_epoch) {
    options.before_epoch = [&](int64_t epoch) {
      experiment.recipe.before_epoch(*run.classifier, epoch);
    };
  }
  if (resume) {
    STRIDE_ASSIGN_OR_RETURN(options.start, LoadCheckpoint(run.directory + "/last.safetensors",
                                                          *run.classifier, *run.optimizer));
  }
  return Fit(*run.classifier, *run.train, run.test.get(), options);
}

absl::StatusOr<std::string> FolderOfRuns(const std::string& name, const Settings& settings) {
  if (!settings.resume.empty()) return settings.resume;
  RunDirectoryOptions options;
  options.name = name;
  options.parent = settings.output_dir;
  nlohmann::json config;
  config["experiment"] = name;
  config["flags"] = FlagValues();
  return CreateRunDirectory(options, config);
}

absl::StatusOr<FitResult> TrainIn(const std::string& parent, const Experiment& experiment,
                                  const Settings& settings, Run& run) {
  run.directory = absl::StrCat(parent, "/", experiment.name);
  std::error_code none;
  const bool resume = std::filesystem::exists(run.directory + "/last.safetensors", none);
  STRIDE_RETURN_IF_ERROR(MakeDirectories(run.directory));
  STRIDE_RETURN_IF_ERROR(
      WriteFileAtomically(run.directory + "/config.json", Config(experiment, run).dump(2) + "\n"));
  PrintPlan(experiment, settings, run);
  return TrainRun(experiment, resume, run);
}

absl::StatusOr<Evaluation> EvaluateAugmented(const Experiment& experiment, Run& run) {
  return Evaluate(*AugmentTestTime(*run.classifier), *run.test,
                  EvaluateOptionsOf(experiment.recipe));
}

absl::StatusOr<Evaluation> ReportRun(const Experiment& experiment, Run& run, const FitResult& fit) {
  STRIDE_ASSIGN_OR_RETURN(Evaluation evaluation, Evaluate(*run.classifier, *run.test,
                                                          EvaluateOptionsOf(experiment.recipe)));
  const std::vector<std::string>& names = run.data.test->class_names();
  STRIDE_ASSIGN_OR_RETURN(const ReportPaths paths, WriteReport(run.directory, Curves(fit.epochs),
                                                               *run.data.test, evaluation));
  std::cout << "\n"
            << evaluation.confusion.ToString(names) << "\n"
            << evaluation.confusion.PerClassTable(names) << "\n"
            << "curves     " << paths.curves << "\nconfusion  " << paths.confusion
            << "\nsamples    " << paths.samples << "\nweights    " << run.directory
            << "/best.safetensors\nfigures    " << run.directory << "/metrics.csv\n\n";
  return evaluation;
}

absl::StatusOr<Evaluation> EvaluateTrainingSet(const Experiment& experiment,
                                               const Settings& settings, Run& run) {
  STRIDE_ASSIGN_OR_RETURN(const std::unique_ptr<Loader> loader,
                          MakeTestLoader(run.data.train, experiment.recipe, settings));
  return Evaluate(*run.classifier, *loader, EvaluateOptionsOf(experiment.recipe));
}

void PrintHowToGoOn(const std::string& where, const Experiment& experiment,
                    const Settings& settings, const std::string& directory) {
  std::cout << "stopped " << where << " is saved. To go on:\n  bazel run //:" << experiment.name
            << " -- --resume=" << directory;
  if (settings.data_dir != experiment.data_dir) std::cout << " --data_dir=" << settings.data_dir;
  std::cout << "\n";
}

int ExitStatus(const std::string& name, const absl::StatusOr<int>& ended) {
  if (ended.ok()) return *ended;
  std::cout << std::flush;
  std::cerr << name << ": " << ended.status().message() << std::endl;
  return 1;
}

}  // namespace stride
