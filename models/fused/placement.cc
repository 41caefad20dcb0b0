#include "stride/models/fused/placement.h"

#include <algorithm>

namespace stride {
namespace {

constexpr size_t kCacheLine = 64;

size_t RoundUp(size_t bytes) { return (bytes + kCacheLine - 1) / kCacheLine * kCacheLine; }

bool Overlap(const Part& a, const Part& b) { return a.first <= b.last && b.first <= a.last; }

}  // namespace

// The largest first, each at the first place that is free as long as it is needed.
size_t PlaceParts(std::vector<Part>& parts) {
  std::vector<Part*> order;
  order.reserve(parts.size());
  for (Part& part : parts) order.push_back(&part);
  std::stable_sort(order.begin(), order.end(),
                   [](const Part* a, const Part* b) { return a->bytes > b->bytes; });
  std::vector<const Part*> placed;  // by offset
  size_t bytes = 0;
  for (Part* part : order) {
    part->offset = 0;
    const size_t size = RoundUp(part->bytes);
    for (const Part* other : placed) {
      if (!Overlap(*part, *other)) continue;
      if (other->offset >= part->offset + size) break;
      part->offset = std::max(part->offset, other->offset + RoundUp(other->bytes));
    }
    const auto behind =
        std::upper_bound(placed.begin(), placed.end(), part->offset,
                         [](size_t offset, const Part* other) { return offset < other->offset; });
    placed.insert(behind, part);
    bytes = std::max(bytes, part->offset + size);
  }
  return bytes;
}

}  // namespace stride
