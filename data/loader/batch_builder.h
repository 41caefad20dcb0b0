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
#include "stride/data/transform/part_transform.h"

namespace stride {

// Tensors of whole batches. Memory is handed out again only when nobody else holds any of it.
class TensorPool {
 public:
  // Of these sizes and type, not initialised; channels_last where asked for.
  at::Tensor Take(at::IntArrayRef sizes, at::ScalarType type, bool channels_last);
  // Orders what a thread has written before whatever follows a later Take. The tensors' counts do
  // so too, but where a thread sanitizer does not see it.
  void Written() { const std::lock_guard<std::mutex> lock(mutex_); }

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

  // `number` is the batch's in the epoch, `indices` its places in the data set. Errors name the
  // example that they are about.
  absl::StatusOr<BuiltBatch> Build(int64_t epoch, int64_t number,
                                   absl::Span<const int64_t> indices);

 private:
  absl::StatusOr<ExamplePart> Get(int64_t index, RandomStream& random) const;
  absl::StatusOr<Image> Transformed(ExamplePart part, RandomStream& random) const;
  absl::Status Add(int64_t epoch, int64_t index, int64_t capacity, BuiltBatch& built);
  // Add, with what the data set or a transform throws as an error.
  absl::Status AddNoThrow(int64_t epoch, int64_t index, int64_t capacity, BuiltBatch& built);
  absl::Status Append(int64_t index, const Image& image, int64_t label, int64_t capacity,
                      Batch& batch);
  absl::Status AddAll(int64_t epoch, absl::Span<const int64_t> indices, BuiltBatch& built);
  absl::Status ApplyBatchTransforms(int64_t epoch, int64_t number, Batch& batch);
  absl::Status AddTargets(Batch& batch);

  const DatasetPtr dataset_;
  const LoaderOptions options_;
  const PartTransform* const part_transform_;  // options_.transform, where it is one
  const Normalizer normalizer_;
  TensorPool pool_;
};

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_BATCH_BUILDER_H_
