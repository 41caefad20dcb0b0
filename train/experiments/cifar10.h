// What the experiments on CIFAR-10 share: data and normalisation, and the course's small network.
#ifndef STRIDE_TRAIN_EXPERIMENTS_CIFAR10_H_
#define STRIDE_TRAIN_EXPERIMENTS_CIFAR10_H_

#include <string>

#include "absl/status/statusor.h"
#include "stride/data/transform/transform.h"
#include "stride/models/lenet/lenet.h"
#include "stride/train/experiments/recipe.h"

namespace stride {

// The binary files (data_batch_1.bin ...), or folders train/CLASS and test/CLASS of 32x32 images,
// which are decoded once, into memory.
absl::StatusOr<TrainAndTest> ReadCifar10(const std::string& folder);

// Name, data, loss and normalisation; the rest is the experiment's.
Experiment OnCifar10(const std::string& name);

// The course's network: 5x5 convolutions of 6 and 16 channels with ReLU and 2x2 max pooling, then
// dense layers of 120, 84 and the logits. LeNet's shape (LeCun et al., 1998), as PyTorch's first
// tutorial trains it.
LenetOptions Cifar10CnnOptions();

// Trains such a network: `name` and whatever differs in `options` are the experiment's own.
Experiment Cifar10Cnn(const std::string& name, const LenetOptions& options = Cifar10CnnOptions());

// Mirrors by 4 pixels at the edges, crops 32x32 anywhere, and shows each image from both sides in
// two epochs.
TransformPtr Cifar10Augmentation();

// Trains a deep network with this augmentation, and else as `recipe` says (standard_parts.h).
Experiment DeepOnCifar10(const std::string& name, Experiment::ModelFactory model, Recipe recipe);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_CIFAR10_H_
