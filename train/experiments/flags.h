// The flags that every experiment has, and its --help page.
#ifndef STRIDE_TRAIN_EXPERIMENTS_FLAGS_H_
#define STRIDE_TRAIN_EXPERIMENTS_FLAGS_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "stride/train/experiments/recipe.h"
#include "stride/train/experiments/threads.h"

namespace stride {

// What the flags decide beside the recipe.
struct Settings {
  std::string data_dir;        // absolute
  std::string output_dir;      // absolute; a run's folder is made in it
  std::string resume;          // absolute; the folder of the run to go on with, or empty
  int64_t train_examples = 0;  // 0: all
  uint64_t seed = 0;
  ThreadBudget threads;
};

// Parses argv. --help prints the page of `experiment` and ends the program; an unknown flag ends it
// with a line. InvalidArgument names a flag that is out of range, its range and what was given.
// With
// --resume the flags that are not given take the values of that run, and one that differs from them
// is an error.
absl::StatusOr<Settings> ParseFlags(int argc, char** argv, const Experiment& experiment);

// Puts the values of the flags that were given in place of the experiment's own, and finishes its
// recipe.
absl::Status Override(Experiment& experiment);

// Every flag of the experiment with its value, as --resume needs them.
std::map<std::string, std::string> FlagValues();

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_FLAGS_H_
