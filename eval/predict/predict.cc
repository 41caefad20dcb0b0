// Names what is in picture files: see --help.
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/file.h"
#include "stride/data/base/random.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/decode.h"
#include "stride/data/transform/pipeline.h"
#include "stride/eval/predict/predictor.h"
#include "stride/models/core/uninitialized_scope.h"
#include "stride/models/core/weights.h"
#include "stride/models/registry/registry.h"

ABSL_FLAG(std::string, model, "resnet18", "the network: bazel run //models:list lists them");
ABSL_FLAG(std::string, weights, "", "its weights, a .safetensors file");
ABSL_FLAG(std::string, classes, "", "a file with the name of a class a line, in their order");
ABSL_FLAG(std::string, transform, "resize(256) | center_crop(224) | normalize(imagenet)",
          "what a picture goes through before the network sees it, as in testing");
ABSL_FLAG(stride::Precision, precision, stride::Precision::kFloat32, "fp32 or bf16");
ABSL_FLAG(int, top_k, 5, "how many classes to name");

namespace stride {
namespace {

// With fewer pictures Winograd's convolutions win less than they take to prepare.
constexpr size_t kManyPictures = 40;

absl::StatusOr<std::vector<std::string>> ReadClasses(const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  std::vector<std::string> names = absl::StrSplit(text, '\n');
  if (names.back().empty()) names.pop_back();
  if (names.empty()) return absl::InvalidArgumentError(absl::StrCat(path, ": no names of classes"));
  return names;
}

// [1, C, H, W] as `pipeline` makes it.
absl::StatusOr<at::Tensor> LoadImage(const std::string& path, const Pipeline& pipeline) {
  DecodeOptions options;
  if (pipeline.normalize.mean.size() == 1) options.color = ColorMode::kGrey;
  STRIDE_ASSIGN_OR_RETURN(Image image, ReadImage(path, options));
  RandomStream random(0, 0, 0, RandomPurpose::kTransform);
  if (pipeline.transform != nullptr) {
    STRIDE_ASSIGN_OR_RETURN(image, pipeline.transform->Apply(std::move(image), random));
  }
  STRIDE_ASSIGN_OR_RETURN(const Normalizer normalizer, Normalizer::Create(pipeline.normalize));
  at::Tensor pixels = at::empty({1, image.channels(), image.height(), image.width()});
  STRIDE_RETURN_IF_ERROR(
      normalizer.Write(image, MemoryLayout::kContiguous, pixels.data_ptr<float>()));
  return pixels;
}

absl::StatusOr<std::unique_ptr<Classifier>> LoadNetwork(const ModelOptions& options) {
  const UninitializedScope scope;
  STRIDE_ASSIGN_OR_RETURN(auto network, MakeModel(absl::GetFlag(FLAGS_model), options));
  STRIDE_RETURN_IF_ERROR(LoadWeights(*network, UserPath(absl::GetFlag(FLAGS_weights))));
  return network;
}

void Print(const std::string& path, const at::Tensor& probabilities,
           const std::vector<std::string>& classes) {
  const auto count = std::min<int64_t>(absl::GetFlag(FLAGS_top_k), probabilities.size(1));
  const auto [values, which] = probabilities.topk(count, 1);
  std::cout << path << "\n";
  for (int64_t i = 0; i < count; ++i) {
    std::cout << absl::StrFormat("  %6.2f%%  %s\n", 100 * values.data_ptr<float>()[i],
                                 classes[which.data_ptr<int64_t>()[i]]);
  }
}

absl::Status Run(const std::vector<char*>& rest) {
  if (rest.size() < 2 || absl::GetFlag(FLAGS_weights).empty() ||
      absl::GetFlag(FLAGS_classes).empty()) {
    return absl::InvalidArgumentError(
        "--weights, --classes and pictures must be given, see --help");
  }
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--top_k", absl::GetFlag(FLAGS_top_k), 1));
  at::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  STRIDE_ASSIGN_OR_RETURN(const Pipeline pipeline, ParsePipeline(absl::GetFlag(FLAGS_transform)));
  STRIDE_ASSIGN_OR_RETURN(const auto classes, ReadClasses(UserPath(absl::GetFlag(FLAGS_classes))));
  STRIDE_ASSIGN_OR_RETURN(const at::Tensor first, LoadImage(UserPath(rest[1]), pipeline));
  ModelOptions options;
  options.input = {first.size(1), first.size(2), first.size(3)};
  options.num_classes = static_cast<int64_t>(classes.size());
  STRIDE_ASSIGN_OR_RETURN(const auto network, LoadNetwork(options));
  PredictorOptions predicting;
  predicting.precision = absl::GetFlag(FLAGS_precision);
  predicting.winograd = rest.size() > kManyPictures;
  STRIDE_ASSIGN_OR_RETURN(const auto predictor, Predictor::Create(*network, predicting));
  for (size_t i = 1; i < rest.size(); ++i) {
    STRIDE_ASSIGN_OR_RETURN(const at::Tensor image, LoadImage(UserPath(rest[i]), pipeline));
    STRIDE_ASSIGN_OR_RETURN(const at::Tensor probabilities, predictor->Probabilities(image));
    Print(rest[i], probabilities, classes);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Names what is in picture files.\n\n  bazel run //eval/predict -- --model=resnet18 "
      "--weights=FILE.safetensors --classes=NAMES.txt PICTURE...");
  const absl::Status status = stride::Run(absl::ParseCommandLine(argc, argv));
  std::cout << std::flush;
  if (status.ok()) std::quick_exit(EXIT_SUCCESS);  // LibTorch's end takes 0.1 s
  std::cerr << "predict: " << status.message() << std::endl;
  return EXIT_FAILURE;
}
