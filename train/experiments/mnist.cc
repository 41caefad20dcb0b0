#include "stride/train/experiments/mnist.h"

#include "absl/flags/flag.h"
#include "stride/data/dataset/idx.h"
#include "stride/data/transform/permute_pixels.h"
#include "stride/train/experiments/standard_parts.h"
#include "stride/train/loss/loss.h"

ABSL_FLAG(bool, permute_pixels, false,
          "put the pixels of all images in one and the same random order");

namespace stride {
namespace {

constexpr int kSide = 28;
constexpr uint64_t kPermutation = 1;  // the same one for every seed of a run

}  // namespace

Experiment OnMnist(const std::string& name) {
  Experiment experiment;
  experiment.name = name;
  experiment.data = ReadBoth(LoadMnist);

  Recipe& recipe = experiment.recipe;
  recipe.epochs = 12;
  recipe.batch_size = 128;
  recipe.learning_rate = 2e-3;
  recipe.loss = CrossEntropy();
  recipe.normalize = MnistNormalize();
  AdamOptions adam;
  adam.weight_decay = 0.01;
  adam.decoupled = true;
  recipe.optimizer = Adam(adam);
  recipe.schedule = OneCycleSchedule(/*rising_share=*/0.2);
  recipe.finish = [](Recipe& recipe) {
    if (!absl::GetFlag(FLAGS_permute_pixels)) return;
    recipe.train_transform = PermutePixels(kSide, kSide, kPermutation);
    recipe.test_transform = recipe.train_transform;
  };
  return experiment;
}

}  // namespace stride
