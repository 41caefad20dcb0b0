// GELU, x times the normal distribution's integral, of sixteen numbers (vector16.h).
// Source: Hendrycks and Gimpel, arXiv 1606.08415, section 2; the integral by Abramowitz and Stegun,
// formula 7.1.26, whose error is at most 1.5e-7.
#ifndef STRIDE_MODELS_FUSED_GELU16_H_
#define STRIDE_MODELS_FUSED_GELU16_H_

#include "stride/models/fused/vector16.h"

namespace stride {

STRIDE_VECTORS_BEGIN

// Of the normal distribution; the density without its factor 1 / sqrt(2 pi).
struct Normal16 {
  __m512 integral, density;
};

// 2^x for x <= 0: a whole power and a polynomial for what is left, at most 1/2.
inline __m512 PowerOfTwo16(__m512 x) {
  x = _mm512_max_ps(x, _mm512_set1_ps(-126.0f));
  const __m512 whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  const __m512 rest = _mm512_sub_ps(x, whole);
  __m512 sum = _mm512_set1_ps(1.5403530e-4f);
  for (const float factor :
       {1.3333558e-3f, 9.6181291e-3f, 5.5504109e-2f, 0.24022651f, 0.69314718f, 1.0f}) {
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(factor));
  }
  return _mm512_scalef_ps(sum, whole);
}

// By one step of Newton's from an estimate.
inline __m512 Reciprocal16(__m512 x) {
  const __m512 estimate = _mm512_rcp14_ps(x);
  return _mm512_mul_ps(estimate, _mm512_fnmadd_ps(x, estimate, _mm512_set1_ps(2.0f)));
}

inline Normal16 NormalOf(__m512 x) {
  const __m512 one = _mm512_set1_ps(1.0f);
  // log2(e) / 2
  const __m512 density =
      PowerOfTwo16(_mm512_mul_ps(_mm512_mul_ps(x, x), _mm512_set1_ps(-0.72134752f)));
  // 0.3275911 / sqrt(2)
  const __m512 t =
      Reciprocal16(_mm512_fmadd_ps(_mm512_abs_ps(x), _mm512_set1_ps(0.23164188f), one));
  // Half of the formula's factors.
  __m512 sum = _mm512_set1_ps(0.5307027145f);
  for (const float factor : {-0.7265760135f, 0.7107068705f, -0.142248368f, 0.127414796f}) {
    sum = _mm512_fmadd_ps(sum, t, _mm512_set1_ps(factor));
  }
  const __m512 beyond = _mm512_mul_ps(_mm512_mul_ps(sum, t), density);
  const __mmask16 positive = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_GT_OQ);
  return {_mm512_mask_sub_ps(beyond, positive, one, beyond), density};
}

inline __m512 Gelu16(__m512 x) { return _mm512_mul_ps(x, NormalOf(x).integral); }

inline __m512 GeluSlope16(__m512 x) {
  const Normal16 normal = NormalOf(x);
  return _mm512_fmadd_ps(_mm512_mul_ps(x, _mm512_set1_ps(0.39894228f)), normal.density,
                         normal.integral);
}

STRIDE_VECTORS_END

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_GELU16_H_
