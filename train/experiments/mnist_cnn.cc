// A convolutional network on MNIST with about as many parameters as mnist_mlp.
//
// Source: LeNet's shape (LeCun et al., 1998) with wider layers, ReLU and max pooling. With
// --permute_pixels neighbouring pixels are no longer neighbours, and its advantage goes.

#include "stride/models/lenet/lenet.h"
#include "stride/train/experiments/experiment.h"
#include "stride/train/experiments/mnist.h"

namespace stride {
namespace {

Experiment MnistCnn() {
  Experiment experiment = OnMnist("mnist_cnn");
  experiment.about =
      "two convolutions and a dense layer learn handwritten digits; mnist_mlp has about as many "
      "parameters.";
  experiment.model = [](const ImageShape& input, int64_t num_classes, uint64_t seed) {
    LenetOptions options;
    options.input = input;
    options.num_classes = num_classes;
    options.seed = seed;
    options.channels = {32, 64};
    options.hidden = {300};
    options.activation = Activation::kReLU;
    options.pooling = LenetPooling::kMax;
    options.dropout = 0.4;
    return MakeLenet(options);
  };
  return experiment;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) { return stride::RunExperiment(argc, argv, stride::MnistCnn()); }
