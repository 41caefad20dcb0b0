// What the experiments on MNIST share: data, recipe and --permute_pixels.
#ifndef STRIDE_TRAIN_EXPERIMENTS_MNIST_H_
#define STRIDE_TRAIN_EXPERIMENTS_MNIST_H_

#include <string>

#include "stride/train/experiments/recipe.h"

namespace stride {

// Everything but the model and the text about it.
Experiment OnMnist(const std::string& name);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_MNIST_H_
