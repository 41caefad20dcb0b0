// The flag --permute_pixels of the experiments on MNIST.
#ifndef STRIDE_TRAIN_EXPERIMENTS_PERMUTE_FLAG_H_
#define STRIDE_TRAIN_EXPERIMENTS_PERMUTE_FLAG_H_

#include "stride/train/experiments/recipe.h"

namespace stride {

// The experiment, permuted where the flag says so.
Experiment WithPermuteFlag(Experiment experiment);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_PERMUTE_FLAG_H_
