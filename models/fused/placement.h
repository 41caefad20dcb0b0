// Places in one block for what is needed at different times.
#ifndef STRIDE_MODELS_FUSED_PLACEMENT_H_
#define STRIDE_MODELS_FUSED_PLACEMENT_H_

#include <cstddef>
#include <vector>

namespace stride {

// Of the block; needed from one time to another, both included.
struct Part {
  size_t bytes = 0;
  int first = 0;
  int last = 0;
  size_t offset = 0;  // a multiple of 64
};

// Sets the offsets: parts that are needed at the same time do not overlap. Returns the block's
// bytes.
size_t PlaceParts(std::vector<Part>& parts);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_PLACEMENT_H_
