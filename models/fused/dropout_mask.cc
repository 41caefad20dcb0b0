#include "stride/models/fused/dropout_mask.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

namespace stride {
namespace {

constexpr int64_t kPlacesPerTask = 32768;  // that one thread works on at a time

// Three multiplications and shifts (the constants of the "hash prospector" search for mixers of 32
// bits), with half of the seed before them and half between them.
inline uint32_t Mix(uint32_t place, uint32_t first, uint32_t second) {
  uint32_t x = place + first;
  x ^= x >> 17;
  x *= 0xed5ad4bbu;
  x ^= (x >> 11) ^ second;
  x *= 0xac4c1b51u;
  x ^= x >> 15;
  x *= 0x31848babu;
  return x ^ (x >> 14);
}

template <typename Number>
void Apply(const DropoutMask& mask, int64_t size, const Number* from, Number* to) {
  const auto first = static_cast<uint32_t>(mask.seed);
  const auto second = static_cast<uint32_t>(mask.seed >> 32);
  const auto least = static_cast<uint32_t>(
      std::min(std::ldexp(mask.probability, 32), static_cast<double>(UINT32_MAX)));
  const auto scale = mask.probability < 1 ? static_cast<float>(1 / (1 - mask.probability)) : 0.0f;
  at::parallel_for(0, size, kPlacesPerTask, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const bool stays = Mix(static_cast<uint32_t>(i), first, second) >= least;
      to[i] = static_cast<float>(from[i]) * (stays ? scale : 0.0f);
    }
  });
}

}  // namespace

void ApplyMask(const DropoutMask& mask, int64_t size, const float* from, float* to) {
  Apply(mask, size, from, to);
}

void ApplyMask(const DropoutMask& mask, int64_t size, const c10::BFloat16* from,
               c10::BFloat16* to) {
  Apply(mask, size, from, to);
}

}  // namespace stride
