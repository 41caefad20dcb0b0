// Cross-entropy against the mean squared error of one-hot labels, in the course's network on
// CIFAR-10; and the cross-entropy with smoothed labels.
//
// The losses are not of one size: compare accuracies. The cross-entropy's gradient with respect to
// a logit is the probability's error itself, however wrong it is; that of the squared error is as
// small as the number of classes is large.

#include "stride/train/experiments/cifar10.h"
#include "stride/train/experiments/comparison.h"
#include "stride/train/loss/loss.h"

namespace stride {
namespace {

Experiment With(const char* name, const Loss& loss) {
  Experiment experiment = Cifar10Cnn(name);
  experiment.recipe.loss = loss;
  return experiment;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  stride::Comparison comparison;
  comparison.name = "losses";
  comparison.about = "one network trained with cross-entropy, smoothed labels, and squared error.";
  comparison.compares_models = false;
  comparison.experiments = {
      stride::With("cross_entropy", stride::CrossEntropy()),
      stride::With("label_smoothing", stride::CrossEntropy(/*label_smoothing=*/0.1)),
      stride::With("squared_error", stride::MeanSquaredErrorOneHot())};
  return stride::RunComparison(argc, argv, comparison);
}
