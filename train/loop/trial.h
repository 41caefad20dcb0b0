// A small run to test the loop on: two classes that are easy to tell apart, 5 batches of 8 an
// epoch, shuffled, a dense network with dropout, Adam, 2 epochs.
#ifndef STRIDE_TRAIN_LOOP_TRIAL_H_
#define STRIDE_TRAIN_LOOP_TRIAL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/data/loader/loader.h"
#include "stride/models/core/classifier.h"
#include "stride/train/loop/fit.h"
#include "stride/train/optimizer/optimizer.h"

namespace stride {

// Grey images, side x side, whose upper or lower half is brighter, by as much as the noise.
DatasetPtr MakeHalves(int64_t size, int side);

struct Trial {
  explicit Trial(const std::string& run_directory = "", double learning_rate = 0.01);

  // Of 28 x 28 images and 2 classes. The optimizer: Adam.
  void SetClassifier(std::unique_ptr<Classifier> made);
  void SetOptimizer(std::unique_ptr<Optimizer> made);
  absl::StatusOr<FitResult> Fit();
  std::string ErrorMessage();

  std::unique_ptr<Loader> train, test;
  std::unique_ptr<Classifier> classifier;
  std::unique_ptr<Optimizer> optimizer;
  FitOptions options;
};

// Expects parameters and buffers to be equal bit for bit.
void ExpectSameWeights(const Trial& a, const Trial& b);

}  // namespace stride

#endif  // STRIDE_TRAIN_LOOP_TRIAL_H_
