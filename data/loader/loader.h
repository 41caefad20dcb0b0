// Batches of a data set, read, transformed and normalised by worker threads ahead of their use.
//
//   STRIDE_RETURN_IF_ERROR(loader->StartEpoch(epoch));
//   while (true) {
//     STRIDE_ASSIGN_OR_RETURN(std::optional<Batch> batch, loader->Next());
//     if (!batch) break;
//     ...
//   }
//
// The batches are a pure function of the data set, the options and the epoch: never of the number
// of threads, of prefetching, or of where the epoch was begun.
#ifndef STRIDE_DATA_LOADER_LOADER_H_
#define STRIDE_DATA_LOADER_LOADER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"
#include "stride/data/loader/batch.h"
#include "stride/data/loader/batch_transform.h"
#include "stride/data/transform/normalize.h"
#include "stride/data/transform/transform.h"

namespace stride {

struct LoaderOptions {
  int64_t batch_size = 64;
  bool shuffle = false;
  bool drop_last = false;  // leave out the last batch of an epoch when it is not full
  int num_threads = 1;     // 0: the caller's thread does the work
  int prefetch = 4;        // batches that may be ready ahead of their use
  uint64_t seed = 0;       // of the order and of all transforms
  int shard_index = 0;     // this loader's share of every epoch, one of num_shards
  int num_shards = 1;
  TransformPtr transform;  // null: none
  Normalize normalize;
  std::vector<BatchTransformPtr> batch_transforms;  // on whole batches, in this order
  bool channels_last = false;
  bool skip_corrupt = false;  // leave out and count examples that cannot be read; else an error
};

class Loader {
 public:
  // InvalidArgument names an option that is out of range.
  static absl::StatusOr<std::unique_ptr<Loader>> Create(DatasetPtr dataset,
                                                        const LoaderOptions& options);
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  const Dataset& dataset() const;
  const LoaderOptions& options() const;
  int64_t batches_per_epoch() const;
  int64_t examples_per_epoch() const;

  // Begins an epoch at one of its batches; what another epoch still had in flight is dropped.
  absl::Status StartEpoch(int64_t epoch, int64_t first_batch = 0);
  // The next batch, or nullopt at the end of the epoch. A worker's error arrives here, at its
  // batch's turn, and ends the epoch.
  absl::StatusOr<std::optional<Batch>> Next();
  // Examples left out so far in this epoch (skip_corrupt).
  int64_t skipped() const;

 private:
  class Impl;
  explicit Loader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_LOADER_H_
