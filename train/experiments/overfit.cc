// Over-fitting: 2,000 images of CIFAR-10 are few enough to be learned by heart. What augmentation,
// weight decay and dropout do about it, each alone and together: the gap between the accuracy on
// the training set and on the test set.

#include <algorithm>
#include <utility>
#include <vector>

#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/views.h"
#include "stride/models/fashion_cnn/fashion_cnn.h"
#include "stride/train/experiments/cifar10.h"
#include "stride/train/experiments/comparison.h"
#include "stride/train/experiments/standard_parts.h"

namespace stride {
namespace {

constexpr int64_t kExamples = 2000;
constexpr uint64_t kSliceSeed = 1;  // the same slice for every seed of a run

struct Remedies {
  bool augmentation = false;
  double weight_decay = 0;
  double dropout = 0;
};

absl::StatusOr<TrainAndTest> ReadSlice(const std::string& folder) {
  STRIDE_ASSIGN_OR_RETURN(TrainAndTest data, ReadCifar10(folder));
  STRIDE_ASSIGN_OR_RETURN(
      const std::vector<DatasetPtr> parts,
      RandomSplit(data.train, {std::min(kExamples, data.train->size())}, kSliceSeed));
  data.train = parts.front();
  return data;
}

Experiment With(const char* name, const Remedies& remedies) {
  Experiment experiment = OnCifar10(name);
  experiment.data = ReadSlice;
  Recipe& recipe = experiment.recipe;
  recipe.epochs = 30;
  recipe.batch_size = 50;
  recipe.learning_rate = 0.05;
  SgdOptions sgd;
  sgd.momentum = 0.9;
  sgd.weight_decay = remedies.weight_decay;
  recipe.optimizer = Sgd(sgd);
  recipe.schedule = OneCycleSchedule(/*rising_share=*/0.2);
  if (remedies.augmentation) recipe.train_transform = Cifar10Augmentation();
  experiment.model = [remedies](const ImageShape& input, int64_t num_classes, uint64_t seed) {
    FashionCnnOptions options;
    options.input = input;
    options.num_classes = num_classes;
    options.seed = seed;
    options.dropout = remedies.dropout;
    return MakeFashionCnn(options);
  };
  return experiment;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  stride::Comparison comparison;
  comparison.name = "overfit";
  comparison.about = "2,000 images, learned by heart or not.";
  comparison.experiments = {
      stride::With("nothing", {}), stride::With("weight_decay", {false, 5e-3, 0}),
      stride::With("dropout", {false, 0, 0.5}), stride::With("augmentation", {true, 0, 0}),
      stride::With("all_three", {true, 5e-3, 0.5})};
  return stride::RunComparison(argc, argv, comparison);
}
