#include "stride/train/experiments/flags.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/check_option.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/loader/mix_text.h"
#include "stride/data/transform/registry.h"
#include "stride/models/core/weights.h"
#include "stride/models/registry/registry.h"
#include "stride/train/experiments/standard_parts.h"
#include "stride/train/experiments/threads.h"

ABSL_FLAG(absl::optional<int64_t>, epochs, {}, "times over the training set");
ABSL_FLAG(absl::optional<int64_t>, batch_size, {}, "examples a step");
ABSL_FLAG(absl::optional<double>, learning_rate, {}, "the highest learning rate of the schedule");
ABSL_FLAG(absl::optional<stride::Precision>, precision, {},
          "fp32, or bf16 for mixed precision: faster where the processor has it");
ABSL_FLAG(absl::optional<bool>, fused, {},
          "convolutions, norms and poolings on oneDNN itself where the network allows it: faster");
ABSL_FLAG(
    std::string, convolutions, "",
    "a file with the algorithm of each fused convolution: what it lacks is measured and added; "
    "empty: a rule of their sizes");
ABSL_FLAG(std::string, model, "", "a network of //models:list in place of the experiment's own");
ABSL_FLAG(std::string, weights, "",
          "start from these weights (.safetensors); a last layer for other classes starts anew");
ABSL_FLAG(std::string, train_transform, "",
          "none, or transforms: \"random_crop(32, padding=4) | random_horizontal_flip\"");
ABSL_FLAG(std::string, mix, "", "none, or mixtures of the batch: \"mixup(0.2)\", \"cutmix\"");
ABSL_FLAG(int64_t, train_examples, 0, "train on so many examples, chosen by the seed; 0: all");
ABSL_FLAG(uint64_t, seed, 1, "of every random choice: the same seed, the same run");
ABSL_FLAG(std::string, data_dir, "", "the folder with the data set");
ABSL_FLAG(std::string, output_dir, "runs", "the run's own folder is made in here");
ABSL_FLAG(std::string, resume, "", "go on with the run in this folder, bit for bit");
ABSL_FLAG(int, threads, 0, "processor cores to use, for the model and the loader; 0: all");

namespace stride {
namespace {

// These say where and with what a run is made, not what it computes.
bool DescribesTheMachine(const std::string& flag) {
  return flag == "data_dir" || flag == "output_dir" || flag == "resume" || flag == "threads";
}

// The flags of the experiment and of this file, by name, without Abseil's own.
std::map<std::string, absl::CommandLineFlag*> OurFlags() {
  std::map<std::string, absl::CommandLineFlag*> flags;
  for (const auto& entry : absl::GetAllFlags()) {
    if (!absl::StrContains(entry.second->Filename(), "absl/")) {
      flags[std::string(entry.first)] = entry.second;
    }
  }
  return flags;
}

std::string Default(const std::string& name, const absl::CommandLineFlag& flag,
                    const Experiment& experiment) {
  if (name == "epochs") return absl::StrCat(experiment.recipe.epochs);
  if (name == "batch_size") return absl::StrCat(experiment.recipe.batch_size);
  if (name == "learning_rate") return absl::StrCat(experiment.recipe.learning_rate);
  if (name == "precision") return AbslUnparseFlag(experiment.recipe.precision);
  if (name == "fused") return experiment.recipe.fused ? "true" : "false";
  if (name == "train_transform") return WriteArgument(experiment.recipe.train_transform);
  if (name == "data_dir") return experiment.data_dir;
  return flag.DefaultValue();
}

void PrintHelp(const Experiment& experiment) {
  std::cout << experiment.name << ": " << experiment.about << "\n\n"
            << "  bazel run //:" << experiment.name << " -- [--flag=value ...]\n\n";
  for (const auto& [name, flag] : OurFlags()) {
    const std::string value = Default(name, *flag, experiment);
    std::cout << "  --" << name << std::string(std::max<int>(1, 18 - name.size()), ' ')
              << flag->Help();
    if (!value.empty()) std::cout << " (default: " << value << ")";
    std::cout << "\n";
  }
  std::cout << std::flush;
}

bool AsksForHelp(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](const std::string& argument) {
    return argument == "--help" || argument == "-help" || argument == "-h";
  });
}

// Gives the flags that were not set the values that the run in `folder` was started with.
absl::Status TakeFlagsOfRun(const std::string& folder) {
  const std::string path = absl::StrCat(folder, "/config.json");
  STRIDE_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const nlohmann::json config = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!config.is_object() || !config.contains("flags") || !config["flags"].is_object()) {
    return absl::DataLossError(absl::StrCat(path, ": not the configuration of a run"));
  }
  const auto flags = OurFlags();
  for (const auto& [name, value] : config["flags"].items()) {
    const auto flag = flags.find(name);
    if (flag == flags.end() || !value.is_string() || DescribesTheMachine(name)) continue;
    const std::string stored = value.get<std::string>();
    const std::string given = flag->second->CurrentValue();
    if (given != flag->second->DefaultValue() && given != stored) {
      return absl::InvalidArgumentError(
          absl::StrCat("--", name, "=", given, ": the run to resume has ", stored,
                       "; leave the flag out, or start a new run without --resume"));
    }
    std::string error;
    if (!flag->second->ParseFrom(stored, &error)) {
      return absl::DataLossError(absl::StrCat(path, ": flag ", name, ": ", error));
    }
  }
  return absl::OkStatus();
}

absl::Status OverrideTransform(Recipe& recipe) {
  const std::string text = absl::GetFlag(FLAGS_train_transform);
  if (text.empty()) return absl::OkStatus();
  if (text == "none") {
    recipe.train_transform = nullptr;
    return absl::OkStatus();
  }
  const absl::StatusOr<TransformPtr> transform = ParseTransform(text);
  if (!transform.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--train_transform: ", transform.status().message()));
  }
  recipe.train_transform = *transform;
  return absl::OkStatus();
}

absl::Status OverrideMix(Recipe& recipe) {
  const std::string text = absl::GetFlag(FLAGS_mix);
  if (text.empty()) return absl::OkStatus();
  recipe.batch_transforms.clear();
  if (text == "none") return absl::OkStatus();
  auto transforms = ParseBatchTransforms(text);
  if (!transforms.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--mix: ", transforms.status().message()));
  }
  recipe.batch_transforms = *std::move(transforms);
  return absl::OkStatus();
}

absl::Status OverrideModel(Experiment& experiment) {
  const std::string name = absl::GetFlag(FLAGS_model);
  if (name.empty()) return absl::OkStatus();
  if (ModelNames().empty()) {
    return absl::NotFoundError(
        absl::StrCat("--model: ", experiment.name,
                     " is linked without //models:all, which would have to be built first; add it "
                     "to its deps, or "
                     "use another experiment, such as fashion_mnist_resnet18"));
  }
  const auto known = PublishedInput(name);
  if (!known.ok()) return absl::NotFoundError(absl::StrCat("--model: ", known.status().message()));
  experiment.model = ModelNamed(name);
  return absl::OkStatus();
}

absl::Status LoadWeightsFlag(const std::string& path, Classifier& classifier) {
  STRIDE_ASSIGN_OR_RETURN(const std::vector<std::string> left, LoadTrunk(classifier, path));
  std::cout << "weights of " << path;
  if (!left.empty()) std::cout << ", but for " << absl::StrJoin(left, ", ");
  std::cout << "\n\n";
  return absl::OkStatus();
}

void StartFromWeights(Experiment& experiment) {
  const std::string path = UserPath(absl::GetFlag(FLAGS_weights));
  const bool resumes = !absl::GetFlag(FLAGS_resume).empty();  // with weights of its own
  if (path.empty() || resumes) return;
  experiment.model = [make = experiment.model, path](
                         const ImageShape& input, int64_t num_classes,
                         uint64_t seed) -> absl::StatusOr<std::unique_ptr<Classifier>> {
    STRIDE_ASSIGN_OR_RETURN(std::unique_ptr<Classifier> made, make(input, num_classes, seed));
    STRIDE_RETURN_IF_ERROR(LoadWeightsFlag(path, *made));
    return made;
  };
}

}  // namespace

std::map<std::string, std::string> FlagValues() {
  std::map<std::string, std::string> values;
  for (const auto& [name, flag] : OurFlags()) values[name] = flag->CurrentValue();
  return values;
}

absl::Status Override(Experiment& experiment) {
  Recipe& recipe = experiment.recipe;
  recipe.epochs = absl::GetFlag(FLAGS_epochs).value_or(recipe.epochs);
  recipe.batch_size = absl::GetFlag(FLAGS_batch_size).value_or(recipe.batch_size);
  recipe.learning_rate = absl::GetFlag(FLAGS_learning_rate).value_or(recipe.learning_rate);
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--epochs", recipe.epochs, 1));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--batch_size", recipe.batch_size, 1));
  STRIDE_RETURN_IF_ERROR(CheckPositive("--learning_rate", recipe.learning_rate));
  recipe.precision = absl::GetFlag(FLAGS_precision).value_or(recipe.precision);
  recipe.fused = absl::GetFlag(FLAGS_fused).value_or(recipe.fused);
  recipe.convolutions = UserPath(absl::GetFlag(FLAGS_convolutions));
  STRIDE_RETURN_IF_ERROR(OverrideTransform(recipe));
  STRIDE_RETURN_IF_ERROR(OverrideMix(recipe));
  STRIDE_RETURN_IF_ERROR(OverrideModel(experiment));
  StartFromWeights(experiment);
  return recipe.finish ? recipe.finish(recipe) : absl::OkStatus();
}

absl::StatusOr<Settings> ParseFlags(int argc, char** argv, const Experiment& experiment) {
  if (AsksForHelp(argc, argv)) {
    PrintHelp(experiment);
    std::exit(0);
  }
  absl::SetProgramUsageMessage(experiment.about);
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("unexpected argument \"", rest[1], "\"; flags are --name=value, see --help"));
  }
  Settings settings;
  settings.resume = UserPath(absl::GetFlag(FLAGS_resume));
  if (!settings.resume.empty()) STRIDE_RETURN_IF_ERROR(TakeFlagsOfRun(settings.resume));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--train_examples", absl::GetFlag(FLAGS_train_examples), 0));
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--threads", absl::GetFlag(FLAGS_threads), 0));
  settings.train_examples = absl::GetFlag(FLAGS_train_examples);
  settings.seed = absl::GetFlag(FLAGS_seed);
  settings.output_dir = UserPath(absl::GetFlag(FLAGS_output_dir));
  const std::string data_dir = absl::GetFlag(FLAGS_data_dir);
  settings.data_dir = data_dir.empty() ? experiment.data_dir : UserPath(data_dir);
  if (settings.data_dir.empty()) {
    return absl::InvalidArgumentError(
        "--data_dir is not given: name the folder that holds the data set, see --help");
  }
  const int threads = absl::GetFlag(FLAGS_threads);
  settings.threads = DivideCores(threads == 0 ? AvailableCores() : threads);
  return settings;
}

}  // namespace stride
