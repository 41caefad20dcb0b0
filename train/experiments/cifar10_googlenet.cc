// GoogLeNet on CIFAR-10: convolutions of several sizes side by side.
//
// Source: Szegedy et al., "Going deeper with convolutions", arXiv 1409.4842, with a 3x3 stem for
// 32x32 images and without the auxiliary heads.
// On CIFAR-10 (JPEG), seed 1: 80.1 % after one epoch, 89.0 % after five, in 45 minutes of one core
// that has AMX.

#include "stride/train/experiments/cifar10.h"
#include "stride/train/experiments/experiment.h"
#include "stride/train/experiments/standard_parts.h"

int main(int argc, char** argv) {
  stride::Experiment experiment = stride::DeepOnCifar10(
      "cifar10_googlenet", stride::ModelNamed("cifar_googlenet"), stride::MuonRecipe());
  experiment.recipe.epochs = 5;
  experiment.about = "convolutions of several sizes, side by side.";
  return stride::RunExperiment(argc, argv, experiment);
}
