// What an experiment trains, how, and on what: plain values that its .cc fills in and that the
// common flags (flags.h) may override.
#ifndef STRIDE_TRAIN_EXPERIMENTS_RECIPE_H_
#define STRIDE_TRAIN_EXPERIMENTS_RECIPE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/data/loader/batch_transform.h"
#include "stride/data/transform/normalize.h"
#include "stride/data/transform/transform.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/precision.h"
#include "stride/models/core/shape.h"
#include "stride/train/loss/loss.h"
#include "stride/train/optimizer/optimizer.h"
#include "stride/train/schedule/schedule.h"

namespace stride {

struct Recipe {
  using OptimizerFactory = std::function<absl::StatusOr<std::unique_ptr<Optimizer>>(
      const std::vector<NamedTensor>& parameters)>;
  using ScheduleFactory =
      std::function<absl::StatusOr<Schedule>(double learning_rate, int64_t steps)>;

  int64_t epochs = 10;
  int64_t batch_size = 64;      // examples a step; the last, smaller batch of an epoch is dropped
  double learning_rate = 0.01;  // the schedule's highest
  Loss loss;
  TransformPtr train_transform;  // null: none
  TransformPtr test_transform;
  Normalize normalize;
  Precision precision = Precision::kFloat32;
  bool fused = false;  // the convolutional part on oneDNN itself where it can be (models/fused)
  std::string convolutions;    // a file of their algorithms (ConvolutionChoices); empty: by a rule
  bool channels_last = false;  // how images and weights lie in memory: faster for colour images
  std::vector<BatchTransformPtr> batch_transforms;  // of the training set
  OptimizerFactory optimizer;
  ScheduleFactory schedule;
  std::function<void(Classifier& classifier, int64_t epoch)> before_epoch;  // null: none (fit.h)
  // Null: none. Sets what is computed from training images before the first step; `normalize` is
  // this recipe's.
  std::function<absl::Status(Classifier& classifier, const DatasetPtr& train,
                             const Normalize& normalize, uint64_t seed)>
      prepare;
  std::function<absl::Status(Recipe&)> finish;  // null: none; called once the flags are parsed
};

struct TrainAndTest {
  DatasetPtr train;
  DatasetPtr test;
};

struct Experiment {
  using ModelFactory = std::function<absl::StatusOr<std::unique_ptr<Classifier>>(
      const ImageShape& input, int64_t num_classes, uint64_t seed)>;

  std::string name;      // of the binary and of its run folders
  std::string about;     // what --help opens with: source, expected accuracy and spread, time
  std::string data_dir;  // where the data is when no flag says so; empty: --data_dir must be given
  Recipe recipe;
  std::function<absl::StatusOr<TrainAndTest>(const std::string& data_dir)> data;
  ModelFactory model;
};

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_RECIPE_H_
