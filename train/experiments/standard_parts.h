// The parts that most recipes are made of, in the form that Recipe takes them.
#ifndef STRIDE_TRAIN_EXPERIMENTS_STANDARD_PARTS_H_
#define STRIDE_TRAIN_EXPERIMENTS_STANDARD_PARTS_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/train/experiments/recipe.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/optimizer/muon.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {

// Weight decay is for weights alone: neither biases nor norms decay.
Recipe::OptimizerFactory Sgd(const SgdOptions& options);
Recipe::OptimizerFactory Adam(const AdamOptions& options);
// The schedule's rate is that of filters; all else learns at `other_lr_scale` times it.
Recipe::OptimizerFactory Muon(const MuonOptions& options, double other_lr_scale);

// Up over this share of the steps, then down along a cosine to nothing; momentum stays as it is.
Recipe::ScheduleFactory OneCycleSchedule(double rising_share);
// The same along straight lines.
Recipe::ScheduleFactory TriangleSchedule(double rising_share);

// For deep networks with batch norm: ten epochs in bf16, batches of 128, SGD with Nesterov
// momentum, its rate up to 0.1 over a fifth of the steps and down to nothing, weight decay of
// weights alone, smoothed labels. Without transforms.
Recipe DeepRecipe();

// The same with Muon, its rate up to 0.05, twice that for all but filters. For networks in
// which a batch norm follows every convolution: more learnt an epoch, which takes longer.
Recipe MuonRecipe();

// The network of this name (//models:list).
Experiment::ModelFactory ModelNamed(const std::string& name);

// Reads the training and the test set of a folder with the same function.
std::function<absl::StatusOr<TrainAndTest>(const std::string& data_dir)> ReadBoth(
    absl::StatusOr<DatasetPtr> (*read)(const std::string& folder, Split split));

// Where Bazel has put Debian's package of Fashion-MNIST for this binary; empty where it has not.
std::string FashionMnistFolder();

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_STANDARD_PARTS_H_
