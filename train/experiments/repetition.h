// One experiment with several seeds: what is luck, and what is not.
#ifndef STRIDE_TRAIN_EXPERIMENTS_REPETITION_H_
#define STRIDE_TRAIN_EXPERIMENTS_REPETITION_H_

#include "stride/train/experiments/recipe.h"

namespace stride {

// Trains it --runs times, with --seed, --seed + 1, ..., and prints a table: each run's accuracy on
// the test set, that with test-time augmentation (eval/evaluator/test_time_augmentation.h), and the
// seconds that training took, without what comes before it and without evaluations; then means with
// 95% confidence intervals. The last line is `result test_accuracy=0.8971 tta_test_accuracy=0.9068
// deviation=0.0011 seconds=... runs=5 run=<folder>`, of means. Exit status as RunExperiment's; what
// is resumed goes on with the run in which it was stopped.
int RunRepeatedly(int argc, char** argv, Experiment experiment);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_REPETITION_H_
