// The memory of a plan: one block for values, gradients and what steps need for themselves.
#ifndef STRIDE_MODELS_FUSED_PLAN_MEMORY_H_
#define STRIDE_MODELS_FUSED_PLAN_MEMORY_H_

#include <deque>
#include <memory>
#include <vector>

#include "stride/models/fused/memory_block.h"
#include "stride/models/fused/step.h"

namespace stride {

// Gives bytes to all that is unplaced and returns the block that they are of. What is never needed
// at once shares bytes: a value is there from the step that makes it to its last reader, in the
// backward pass if it is kept; a gradient from its value's last reader back to the step that made
// the value.
MemoryBlock PlaceMemory(std::deque<FusedValue>& values,
                        const std::vector<std::unique_ptr<FusedStep>>& steps);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_PLAN_MEMORY_H_
