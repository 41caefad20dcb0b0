// A run's whole state in one safetensors file, to go on from bit for bit: tensors model.*
// (parameters and buffers) and optimizer.* (Optimizer::State), counters in the metadata.
#ifndef STRIDE_TRAIN_CHECKPOINT_CHECKPOINT_H_
#define STRIDE_TRAIN_CHECKPOINT_CHECKPOINT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/train/optimizer/optimizer.h"

namespace stride {

// Where a run is.
struct TrainState {
  int64_t epoch = 0;          // epochs done
  int64_t batch = 0;          // batches done of the epoch under way
  int64_t step = 0;           // batches done in all
  double best_accuracy = -1;  // on the test set so far, in [0, 1]; -1: none yet

  // Sums over the epoch under way.
  double loss_sum = 0;  // each batch's mean times its examples
  int64_t correct = 0;
  int64_t examples = 0;

  // What the run was started with: it cannot go on with another.
  uint64_t seed = 0;
  int64_t batches_per_epoch = 0;
};

// The file appears whole or not at all; on error (disk full, no permission, no such folder) what
// was at `path` stands.
absl::Status SaveCheckpoint(const std::string& path, const Classifier& classifier,
                            const Optimizer& optimizer, const TrainState& state);

// Brings classifier and optimizer to the state that was saved. On error (NotFound, DataLoss, or
// InvalidArgument for a file of another model, optimizer or kind) nothing has changed.
absl::StatusOr<TrainState> LoadCheckpoint(const std::string& path, Classifier& classifier,
                                          Optimizer& optimizer);

}  // namespace stride

#endif  // STRIDE_TRAIN_CHECKPOINT_CHECKPOINT_H_
