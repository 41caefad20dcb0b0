// The folder that a run leaves: config.json, metrics.csv, last.safetensors, best.safetensors and
// the report.
#ifndef STRIDE_TRAIN_LOG_RUN_DIRECTORY_H_
#define STRIDE_TRAIN_LOG_RUN_DIRECTORY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "nlohmann/json_fwd.hpp"

namespace stride {

struct RunDirectoryOptions {
  std::string name;             // of the experiment
  std::string parent = "runs";  // made if it is not there; relative to the folder that the user is
                                // in (BUILD_WORKING_DIRECTORY under `bazel run`)
  absl::Time start = absl::Now();
};

// Makes <parent>/<name>-<local time> (with -2, -3, ... if there is one already) with `config` in
// its config.json, whole or not at all. Returns the folder's absolute path.
absl::StatusOr<std::string> CreateRunDirectory(const RunDirectoryOptions& options,
                                               const nlohmann::json& config);

}  // namespace stride

#endif  // STRIDE_TRAIN_LOG_RUN_DIRECTORY_H_
