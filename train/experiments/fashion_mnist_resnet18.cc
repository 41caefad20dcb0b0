// ResNet-18 on Fashion-MNIST.
//
// Source: He et al., arXiv 1512.03385, with a 3x3 stem; random erasing: Zhong et al., arXiv
// 1708.04896, section 5.
// Seed 1: 94.79 % after eight epochs (94.47 % with --epochs=6), in 50 minutes of one core that has
// AMX.

#include "stride/data/dataset/idx.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/random_erasing.h"
#include "stride/train/experiments/experiment.h"
#include "stride/train/experiments/standard_parts.h"

namespace stride {
namespace {

Experiment FashionMnistResnet18() {
  Experiment experiment;
  experiment.name = "fashion_mnist_resnet18";
  experiment.about = "a residual network on clothes.";
  experiment.data_dir = FashionMnistFolder();
  experiment.data = ReadBoth(LoadFashionMnist);
  experiment.model = ModelNamed("cifar_resnet18");
  experiment.recipe = MuonRecipe();
  experiment.recipe.epochs = 8;
  experiment.recipe.train_transform =
      Compose({RandomCrop(28, /*padding=*/2), RandomHorizontalFlip(), RandomErasing()});
  experiment.recipe.normalize = FashionMnistNormalize();
  return experiment;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  return stride::RunExperiment(argc, argv, stride::FashionMnistResnet18());
}
