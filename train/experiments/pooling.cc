// Average against max pooling, in the course's network on CIFAR-10.
//
// A maximum tells whether a feature is anywhere in the window, an average how much of it there is.
// Scherer et al., "Evaluation of Pooling Operations in Convolutional Architectures for Object
// Recognition" (2010), find the maximum better.

#include "stride/train/experiments/cifar10.h"
#include "stride/train/experiments/comparison.h"

namespace stride {
namespace {

Experiment With(const char* name, LenetPooling pooling) {
  LenetOptions options = Cifar10CnnOptions();
  options.pooling = pooling;
  return Cifar10Cnn(name, options);
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  using stride::LenetPooling;
  stride::Comparison comparison;
  comparison.name = "pooling";
  comparison.about = "one network with average and with max pooling.";
  comparison.experiments = {stride::With("average", LenetPooling::kAverage),
                            stride::With("max", LenetPooling::kMax)};
  return stride::RunComparison(argc, argv, comparison);
}
