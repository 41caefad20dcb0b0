#include "stride/eval/report/report.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/image/encode.h"
#include "stride/data/image/image.h"
#include "stride/eval/report/confusion_picture.h"
#include "stride/eval/report/sample_grid.h"

namespace stride {
namespace {

absl::Status WritePng(const std::string& path, const absl::StatusOr<Image>& picture) {
  STRIDE_RETURN_IF_ERROR(picture.status());
  STRIDE_ASSIGN_OR_RETURN(const std::string png, EncodePng(*picture));
  return WriteFileAtomically(path, png);
}

}  // namespace

absl::StatusOr<ReportPaths> WriteReport(const std::string& run_directory,
                                        const std::vector<Plot>& plots, const Dataset& dataset,
                                        const Evaluation& evaluation) {
  ReportPaths paths;
  if (!plots.empty()) {
    paths.curves = absl::StrCat(run_directory, "/curves.png");
    STRIDE_RETURN_IF_ERROR(WritePng(paths.curves, DrawCurves(plots)));
  }
  paths.confusion = absl::StrCat(run_directory, "/confusion.png");
  STRIDE_RETURN_IF_ERROR(
      WritePng(paths.confusion, DrawConfusion(evaluation.confusion, dataset.class_names())));
  paths.samples = absl::StrCat(run_directory, "/samples.png");
  STRIDE_RETURN_IF_ERROR(WritePng(paths.samples, DrawSampleGrid(dataset, evaluation.predictions)));
  return paths;
}

}  // namespace stride
