// What convolutions live on: a dense and a convolutional network, each on MNIST as it is and with
// the pixels of all images in one and the same random order, as four curves in one picture.
//
// The dense network does not notice. The convolutional one loses its neighbourhoods, and with them
// its advantage.

#include <utility>

#include "stride/train/experiments/comparison.h"
#include "stride/train/experiments/mnist.h"

namespace stride {
namespace {

Experiment Permuted(Experiment experiment) {
  PermutePixelsOf(experiment.recipe);
  experiment.name += "_permuted";
  return experiment;
}

Comparison MnistPermutation() {
  Comparison comparison;
  comparison.name = "mnist_permutation";
  comparison.about =
      "a dense and a convolutional network of one size, with the pixels as they are and permuted.";
  comparison.experiments = {MnistMlp(), Permuted(MnistMlp()), MnistCnn(), Permuted(MnistCnn())};
  return comparison;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  return stride::RunComparison(argc, argv, stride::MnistPermutation());
}
