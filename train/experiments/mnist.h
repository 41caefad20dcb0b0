// The experiments on MNIST: a dense network, and a convolutional one with about as many parameters.
#ifndef STRIDE_TRAIN_EXPERIMENTS_MNIST_H_
#define STRIDE_TRAIN_EXPERIMENTS_MNIST_H_

#include "stride/train/experiments/recipe.h"

namespace stride {

// 784-512-256-10 with ReLU and dropout.
Experiment MnistMlp();

// LeNet's shape (LeCun et al., 1998) with wider layers, ReLU and max pooling.
Experiment MnistCnn();

// Puts the pixels of all images in one and the same random order, for every seed of a run the same.
void PermutePixelsOf(Recipe& recipe);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_MNIST_H_
