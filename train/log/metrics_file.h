// A run's figures as a CSV file, a row an epoch:
//
//   epoch,step,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,images_per_second,seconds
//
// with EpochReport's meanings; test fields are empty without a test set. The file is whole at any
// moment.
#ifndef STRIDE_TRAIN_LOG_METRICS_FILE_H_
#define STRIDE_TRAIN_LOG_METRICS_FILE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/train/log/observer.h"

namespace stride {

class MetricsFile {
 public:
  // For a run that has `epochs_done` epochs behind it: their rows stay, later ones go. Rows are
  // read if the file is there; DataLoss names a line that is not a row.
  static absl::StatusOr<MetricsFile> Open(const std::string& path, int64_t epochs_done);

  absl::Status Append(const EpochReport& report);

  // In the file, oldest first. EpochReport::epochs is not in it.
  const std::vector<EpochReport>& rows() const { return rows_; }

 private:
  explicit MetricsFile(std::string path) : path_(std::move(path)) {}
  absl::Status Write() const;

  std::string path_;
  std::vector<EpochReport> rows_;
};

}  // namespace stride

#endif  // STRIDE_TRAIN_LOG_METRICS_FILE_H_
