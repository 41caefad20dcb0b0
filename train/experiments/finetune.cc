// Trains a network on a folder of pictures, best from weights that have learned from others.
//
// The first epochs train the new head alone, behind a trunk that is as it was; then all layers, the
// first of them slowest: what they see, edges and colours, is the same in all pictures (Yosinski et
// al., "How transferable are features in deep neural networks?", arXiv 1411.1792; layer-wise rates:
// Howard and Ruder, arXiv 1801.06146, section 3.2). Batch norms follow the new pictures throughout.

#include <cmath>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/center_crop.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/random_resized_crop.h"
#include "stride/data/transform/resize.h"
#include "stride/train/experiments/experiment.h"
#include "stride/train/experiments/image_folders.h"
#include "stride/train/experiments/standard_parts.h"

ABSL_FLAG(int, image_size, 224, "pixels a side that the network sees");
ABSL_FLAG(int64_t, frozen_epochs, 2, "epochs in which only the last layer learns");
ABSL_FLAG(double, first_layer_rate, 0.1, "of the first layer, as a share of the last one's");

namespace stride {
namespace {

// The rate falls by the same factor from tensor to tensor, from the head to the first layer.
absl::StatusOr<std::unique_ptr<Optimizer>> LayerWiseSgd(
    const std::vector<NamedTensor>& parameters) {
  const double first = absl::GetFlag(FLAGS_first_layer_rate);
  STRIDE_RETURN_IF_ERROR(CheckPositive("--first_layer_rate", first));
  std::vector<OptimizedParameter> optimized = DecayWeightsOnly(parameters);
  for (size_t i = 0; i < optimized.size(); ++i) {
    optimized[i].lr_scale = std::pow(first, 1 - (i + 1.0) / optimized.size());
  }
  SgdOptions sgd;
  sgd.momentum = 0.9;
  sgd.weight_decay = 1e-4;
  return MakeSgd(std::move(optimized), sgd);
}

void FreezeTrunk(Classifier& classifier, int64_t epoch) {
  const bool frozen = epoch < absl::GetFlag(FLAGS_frozen_epochs);
  const std::string head = absl::StrCat(classifier.layers().back().name, ".");
  for (const NamedTensor& parameter : classifier.Parameters()) {
    parameter.tensor.set_requires_grad(!frozen || absl::StartsWith(parameter.name, head));
  }
}

// As torchvision's recipes for ImageNet do it, at any size.
absl::Status SetTransforms(Recipe& recipe) {
  const int size = absl::GetFlag(FLAGS_image_size);
  STRIDE_RETURN_IF_ERROR(CheckAtLeast("--image_size", size, 1));
  recipe.test_transform = Compose({Resize(size * 256 / 224), CenterCrop(size)});
  if (recipe.train_transform == nullptr) {  // no --train_transform
    recipe.train_transform = Compose({RandomResizedCrop(size), RandomHorizontalFlip()});
  }
  return absl::OkStatus();
}

Experiment Finetune() {
  Experiment experiment;
  experiment.name = "finetune";
  experiment.about = "a folder of your own pictures, from weights that know others.";
  experiment.data = OpenImageFolders;
  experiment.model = ModelNamed("resnet18");
  Recipe& recipe = experiment.recipe;
  recipe.epochs = 10;
  recipe.batch_size = 32;
  recipe.learning_rate = 0.01;
  recipe.loss = CrossEntropy(/*label_smoothing=*/0.1);
  recipe.normalize = ImageNetNormalize();
  recipe.channels_last = true;
  recipe.fused = true;
  recipe.optimizer = LayerWiseSgd;
  recipe.schedule = OneCycleSchedule(/*rising_share=*/0.2);
  recipe.before_epoch = FreezeTrunk;
  recipe.finish = SetTransforms;
  return experiment;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) { return stride::RunExperiment(argc, argv, stride::Finetune()); }
