#include "stride/train/experiments/cifar10.h"

#include <utility>

#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/cifar.h"
#include "stride/data/dataset/in_memory.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/train/experiments/image_folders.h"
#include "stride/train/experiments/standard_parts.h"
#include "stride/train/loss/loss.h"

namespace stride {
namespace {

absl::StatusOr<TrainAndTest> DecodeImageFolders(const std::string& folder) {
  STRIDE_ASSIGN_OR_RETURN(TrainAndTest both, OpenImageFolders(folder));
  STRIDE_ASSIGN_OR_RETURN(both.train, LoadIntoMemory(both.train));
  STRIDE_ASSIGN_OR_RETURN(both.test, LoadIntoMemory(both.test));
  return both;
}

}  // namespace

absl::StatusOr<TrainAndTest> ReadCifar10(const std::string& folder) {
  return HasTrainFolder(folder) ? DecodeImageFolders(folder) : ReadBoth(LoadCifar10)(folder);
}

Experiment OnCifar10(const std::string& name) {
  Experiment experiment;
  experiment.name = name;
  experiment.data = ReadCifar10;
  experiment.recipe.loss = CrossEntropy();
  experiment.recipe.normalize = Cifar10Normalize();
  return experiment;
}

LenetOptions Cifar10CnnOptions() {
  LenetOptions options;
  options.first_padding = 0;
  options.activation = Activation::kReLU;
  options.pooling = LenetPooling::kMax;
  return options;
}

Experiment Cifar10Cnn(const std::string& name, const LenetOptions& options) {
  Experiment experiment = OnCifar10(name);
  Recipe& recipe = experiment.recipe;
  recipe.epochs = 10;
  recipe.batch_size = 64;
  recipe.learning_rate = 0.02;
  SgdOptions sgd;
  sgd.momentum = 0.9;
  sgd.weight_decay = 5e-4;
  recipe.optimizer = Sgd(sgd);
  recipe.schedule = OneCycleSchedule(/*rising_share=*/0.2);
  experiment.model = [options](const ImageShape& input, int64_t num_classes, uint64_t seed) {
    LenetOptions lenet = options;
    lenet.input = input;
    lenet.num_classes = num_classes;
    lenet.seed = seed;
    return MakeLenet(lenet);
  };
  return experiment;
}

TransformPtr Cifar10Augmentation() {
  RandomCropOptions crop;
  crop.size = 32;
  crop.padding = 4;
  crop.padding_mode = PaddingMode::kReflect;
  return Compose({RandomCrop(crop), AlternatingHorizontalFlip()});
}

Experiment DeepOnCifar10(const std::string& name, Experiment::ModelFactory model, Recipe recipe) {
  Experiment experiment = OnCifar10(name);
  experiment.model = std::move(model);
  experiment.recipe = std::move(recipe);
  experiment.recipe.normalize = Cifar10Normalize();
  experiment.recipe.train_transform = Cifar10Augmentation();
  return experiment;
}

}  // namespace stride
