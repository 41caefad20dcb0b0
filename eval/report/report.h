// Writes the pictures that show what a run achieved.
#ifndef STRIDE_EVAL_REPORT_REPORT_H_
#define STRIDE_EVAL_REPORT_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/eval/evaluator/evaluation.h"
#include "stride/eval/report/curves.h"

namespace stride {

struct ReportPaths {
  std::string curves;  // empty where there was nothing to plot
  std::string confusion;
  std::string samples;
};

// Writes curves.png (unless `plots` is empty), confusion.png and samples.png into an existing
// folder, each whole or not at all. `evaluation` is of `dataset`.
absl::StatusOr<ReportPaths> WriteReport(const std::string& run_directory,
                                        const std::vector<Plot>& plots, const Dataset& dataset,
                                        const Evaluation& evaluation);

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_REPORT_H_
