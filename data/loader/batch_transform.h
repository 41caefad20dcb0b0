// A transform of whole batches.
#ifndef STRIDE_DATA_LOADER_BATCH_TRANSFORM_H_
#define STRIDE_DATA_LOADER_BATCH_TRANSFORM_H_

#include <memory>
#include <string>

#include "stride/data/base/random.h"
#include "stride/data/loader/batch.h"

namespace stride {

// Immutable, and applied by many threads at once.
class BatchTransform {
 public:
  virtual ~BatchTransform() = default;
  // Changes images and targets, which are both there, in place; labels stay what they were.
  // `random` is the batch's own stream.
  virtual void Apply(RandomStream& random, Batch& batch) const = 0;
  virtual std::string ToString() const = 0;  // "mixup(0.2)"
};

using BatchTransformPtr = std::shared_ptr<const BatchTransform>;

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_BATCH_TRANSFORM_H_
