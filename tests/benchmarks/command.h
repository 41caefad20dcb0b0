// Runs a program to its end.
#ifndef STRIDE_TESTS_BENCHMARKS_COMMAND_H_
#define STRIDE_TESTS_BENCHMARKS_COMMAND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace stride {

struct CommandResult {
  std::string output;          // what it wrote to its standard output
  int64_t peak_rss_bytes = 0;  // of its largest process
};

// `command`: a path or a name on PATH, then arguments. Its errors go to ours. Internal where it
// cannot be run or ends with another status than 0.
absl::StatusOr<CommandResult> RunCommand(const std::vector<std::string>& command);

}  // namespace stride

#endif  // STRIDE_TESTS_BENCHMARKS_COMMAND_H_
