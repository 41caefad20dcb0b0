// Fills one batch: reads, transforms and normalises its examples into tensors that are used again.
#ifndef STRIDE_DATA_LOADER_BATCH_BUILDER_H_
#define STRIDE_DATA_LOADER_BATCH_BUILDER_H_

#include <cstdint>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "stride/data/loader/batch.h"
#include "stride/data/loader/loader.h"

namespace stride {

// Tensors of whole batches. One is handed out again only when nobody else holds it any more.
class TensorPool {
 public:
  // Of these sizes and type, not initialised; channels_last where asked for.
  at::Tensor Take(at::IntArrayRef sizes, at::ScalarType type, bool channels_last);

 private:
  std::mutex mutex_;
  std::vector<at::Tensor> tensors_;
};

struct BuiltBatch {
  Batch batch;
  int64_t skipped = 0;  // examples left out (skip_corrupt)
};

// Used by many threads at once.
class BatchBuilder {
 public:
  BatchBuilder(DatasetPtr dataset, const LoaderOptions& options, Normalizer normalizer);

  // `indices` are the batch's places in the data set.
  absl::StatusOr<BuiltBatch> Build(int64_t epoch, absl::Span<const int64_t> indices);

 private:
  absl::StatusOr<Example> Read(int64_t epoch, int64_t index) const;
  absl::Status Append(int64_t index, const Example& example, int64_t capacity, Batch& batch);

  const DatasetPtr dataset_;
  const LoaderOptions options_;
  const Normalizer normalizer_;
  TensorPool pool_;
};

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_BATCH_BUILDER_H_
