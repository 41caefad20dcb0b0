#include "stride/models/fused/memory_block.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace stride {

void FreeMemory::operator()(uint8_t* memory) const { std::free(memory); }

MemoryBlock AllocateBlock(size_t bytes) {
  constexpr size_t kPage = size_t{2} << 20;
  const size_t pages = std::max<size_t>((bytes + kPage - 1) / kPage, 1);
  auto* const memory = static_cast<uint8_t*>(std::aligned_alloc(kPage, pages * kPage));
  if (memory == nullptr) throw std::bad_alloc();
  madvise(memory, pages * kPage, MADV_HUGEPAGE);  // a wish: small pages do as well
  return MemoryBlock(memory);
}

}  // namespace stride
