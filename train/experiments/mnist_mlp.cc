// A fully connected network on MNIST: what local connections and shared weights are compared with.
//
// Source: the course's first network. Its pixels' order means nothing to it: --permute_pixels
// changes its accuracy by no more than another seed does, where it costs mnist_cnn its advantage.

#include "stride/models/mlp/mlp.h"
#include "stride/train/experiments/experiment.h"
#include "stride/train/experiments/mnist.h"

namespace stride {
namespace {

Experiment MnistMlp() {
  Experiment experiment = OnMnist("mnist_mlp");
  experiment.about =
      "two dense layers learn handwritten digits; mnist_cnn has about as many parameters.";
  experiment.model = [](const ImageShape& input, int64_t num_classes, uint64_t seed) {
    MlpOptions options;
    options.input = input;
    options.num_classes = num_classes;
    options.seed = seed;
    options.hidden = {512, 256};
    options.dropout = 0.2;
    return MakeMlp(options);
  };
  return experiment;
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) { return stride::RunExperiment(argc, argv, stride::MnistMlp()); }
