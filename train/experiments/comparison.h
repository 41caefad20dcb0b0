// Several experiments side by side, for lessons that compare: dense and convolutional, with and
// without shortcuts, one loss and another.
#ifndef STRIDE_TRAIN_EXPERIMENTS_COMPARISON_H_
#define STRIDE_TRAIN_EXPERIMENTS_COMPARISON_H_

#include <string>
#include <vector>

#include "stride/train/experiments/recipe.h"

namespace stride {

struct Comparison {
  std::string name;
  std::string about;                    // what --help opens with
  std::vector<Experiment> experiments;  // on one data set; each one's name labels its curve
  bool compares_models = true;          // then --model and --weights are refused
};

// Trains one after the other on the data set of the first, which is read once, with the common
// flags applied to all. Leaves a run folder with a folder for each, comparison.png (train loss and
// test accuracy by epoch) and comparison.csv, and prints a table: parameters, accuracy on the
// training set (in evaluation mode, not augmented) and on the test set, and the gap. The last line
// is `result <name>=<test accuracy> ... seconds=... run=<folder>`. Exit status as RunExperiment's;
// a resumed comparison goes on with the experiment in which it was stopped.
int RunComparison(int argc, char** argv, const Comparison& comparison);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_COMPARISON_H_
