// Runs an experiment from its flags to its report. The whole main of one is:
//
//   int main(int argc, char** argv) { return stride::RunExperiment(argc, argv, MyExperiment()); }
#ifndef STRIDE_TRAIN_EXPERIMENTS_EXPERIMENT_H_
#define STRIDE_TRAIN_EXPERIMENTS_EXPERIMENT_H_

#include "stride/train/experiments/recipe.h"

namespace stride {

// Parses the flags, prints what will be done, trains with progress, evaluates on the test set, and
// writes pictures, weights and figures into a run folder of its own. The last line printed is
// `result test_accuracy=0.9312 test_loss=... seconds=... epochs=... run=<folder>`. Returns the
// program's exit status: 0; 1 after an error, which is one line on standard error; 130 after a
// Ctrl-C, with the run saved and a line that says how to go on.
int RunExperiment(int argc, char** argv, Experiment experiment);

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_EXPERIMENT_H_
