// The course's small convolutional network on CIFAR-10 (cifar10.h): sample predictions, learning
// curves and the accuracy of each class.

#include "stride/train/experiments/cifar10.h"
#include "stride/train/experiments/experiment.h"

int main(int argc, char** argv) {
  stride::Experiment experiment = stride::Cifar10Cnn("cifar10_cnn");
  experiment.about = "two convolutions and three dense layers learn ten kinds of things.";
  return stride::RunExperiment(argc, argv, experiment);
}
