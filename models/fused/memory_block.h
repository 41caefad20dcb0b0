// Large memory that the processor finds by few addresses.
#ifndef STRIDE_MODELS_FUSED_MEMORY_BLOCK_H_
#define STRIDE_MODELS_FUSED_MEMORY_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <memory>

namespace stride {

struct FreeMemory {
  void operator()(uint8_t* memory) const;
};
using MemoryBlock = std::unique_ptr<uint8_t[], FreeMemory>;

// Uninitialised, on pages of 2 MiB where the kernel gives them to those who ask: maps of many
// images pass through more pages of 4 KiB than the processor remembers the places of.
MemoryBlock AllocateBlock(size_t bytes);

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_MEMORY_BLOCK_H_
