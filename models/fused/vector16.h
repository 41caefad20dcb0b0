// Sixteen numbers at a time, for processors with AVX-512; callers ask HasVectors() first. Functions
// that use these are between STRIDE_VECTORS_BEGIN and STRIDE_VECTORS_END: nothing else in a file
// may have the processor's instructions, least of all what it takes from other headers.
#ifndef STRIDE_MODELS_FUSED_VECTOR16_H_
#define STRIDE_MODELS_FUSED_VECTOR16_H_

#include <c10/util/BFloat16.h>
#include <immintrin.h>

#include <cstdint>

// Functions from here to STRIDE_TARGET_END are for processors with these features.
#define STRIDE_PRAGMA(text) _Pragma(#text)
#define STRIDE_TARGET_BEGIN(features) \
  STRIDE_PRAGMA(clang attribute push(__attribute__((target(features))), apply_to = function))
#define STRIDE_TARGET_END _Pragma("clang attribute pop")

#define STRIDE_VECTORS_BEGIN STRIDE_TARGET_BEGIN("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16")
#define STRIDE_VECTORS_END STRIDE_TARGET_END

namespace stride {

// The processor's, bfloat16's among them.
inline bool HasVectors() {
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512bf16");
}

STRIDE_VECTORS_BEGIN

// The first `count` of them.
inline __mmask16 FirstOf16(int64_t count) {
  return count >= 16 ? __mmask16{0xFFFF} : static_cast<__mmask16>((1U << count) - 1);
}

inline __m512 Load16(const float* from, __mmask16 mask) {
  return _mm512_maskz_loadu_ps(mask, from);
}
inline __m512 Load16(const c10::BFloat16* from, __mmask16 mask) {
  const __m512i wide = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, from));
  return _mm512_castsi512_ps(_mm512_slli_epi32(wide, 16));
}

inline void Store16(float* to, __mmask16 mask, __m512 values) {
  _mm512_mask_storeu_ps(to, mask, values);
}
inline void Store16(c10::BFloat16* to, __mmask16 mask, __m512 values) {
  _mm256_mask_storeu_epi16(to, mask, reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(values)));
}

STRIDE_VECTORS_END

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_VECTOR16_H_
