#include "stride/models/fused/batch_norm.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "stride/models/fused/gelu16.h"

namespace stride {
namespace {

// Sixteen channels of pixels that lie `stride` numbers apart.
struct Segment {
  int64_t group, offset, stride, pixels;
};

// Calls visit(segment) for some images; sums over a segment are exact enough in float32, and its
// pixels are still in the cache when the next group of channels reads them.
template <typename Visit>
void VisitSegments(const MapsLayout& layout, int64_t begin, int64_t end, const Visit& visit) {
  const int64_t groups = layout.groups();
  const int64_t most = layout.blocks ? 512 : std::max<int64_t>(8192 / layout.channels, 16);
  const int64_t stride = layout.blocks ? 16 : layout.channels;
  const int64_t last = layout.blocks ? layout.pixels : (end - begin) * layout.pixels;
  for (int64_t image = begin; image < (layout.blocks ? end : begin + 1); ++image) {
    for (int64_t first = 0; first < last; first += most) {
      for (int64_t group = 0; group < groups; ++group) {
        const int64_t offset = layout.blocks
                                   ? ((image * groups + group) * layout.pixels + first) * 16
                                   : (image * layout.pixels + first) * layout.channels + group * 16;
        visit(Segment{group, offset, stride, std::min(most, last - first)});
      }
    }
  }
}

template <typename Visit>
void VisitInParallel(const MapsLayout& layout, const Visit& visit) {
  at::parallel_for(0, layout.images, 1,
                   [&](int64_t begin, int64_t end) { VisitSegments(layout, begin, end, visit); });
}

STRIDE_VECTORS_BEGIN

__mmask16 MaskOf(const MapsLayout& layout, const Segment& segment) {
  return layout.blocks ? FirstOf16(16) : FirstOf16(layout.channels - segment.group * 16);
}

template <NormActivation kActivation>
__m512 Activated(__m512 value) {
  if constexpr (kActivation == NormActivation::kRelu) {
    return _mm512_max_ps(_mm512_setzero_ps(), value);  // of NaN and 0: NaN
  } else if constexpr (kActivation == NormActivation::kGelu) {
    return Gelu16(value);
  }
  return value;
}

// The gradient before the activation.
template <NormActivation kActivation>
__m512 Before(__m512 value, __m512 gradient) {
  if constexpr (kActivation == NormActivation::kRelu) {
    const __mmask16 positive = _mm512_cmp_ps_mask(value, _mm512_setzero_ps(), _CMP_GT_OQ);
    return _mm512_maskz_mov_ps(positive, gradient);
  } else if constexpr (kActivation == NormActivation::kGelu) {
    return _mm512_mul_ps(gradient, GeluSlope16(value));
  }
  return gradient;
}

// Adds to sixteen sums in float64.
void AddTo(double* sums, __m512 values) {
  const __m512d low = _mm512_cvtps_pd(_mm512_castps512_ps256(values));
  const __m512d high = _mm512_cvtps_pd(_mm512_extractf32x8_ps(values, 1));
  _mm512_storeu_pd(sums, _mm512_add_pd(_mm512_loadu_pd(sums), low));
  _mm512_storeu_pd(sums + 8, _mm512_add_pd(_mm512_loadu_pd(sums + 8), high));
}

// Of sixteen channels: of values, and of their products with others.
struct TwoSums {
  __m512 values, products;
};

template <typename Number>
TwoSums SumsOf(const Number* maps, const Segment& segment, __mmask16 mask, __m512 origin) {
  TwoSums sums{_mm512_setzero_ps(), _mm512_setzero_ps()};
  for (int64_t i = 0; i < segment.pixels; ++i) {
    const __m512 value = _mm512_sub_ps(Load16(maps + i * segment.stride, mask), origin);
    sums.values = _mm512_add_ps(sums.values, value);
    sums.products = _mm512_fmadd_ps(value, value, sums.products);
  }
  return sums;
}

// Of sixteen channels.
struct Norm16 {
  __m512 mean, scale, shift;

  __m512 Away(__m512 value) const { return _mm512_sub_ps(value, mean); }
  __m512 Of(__m512 away) const { return _mm512_fmadd_ps(away, scale, shift); }
};

Norm16 NormOf(const NormNumbers& numbers, const Segment& segment) {
  const int64_t first = segment.group * 16;
  return {_mm512_loadu_ps(numbers.mean + first), _mm512_loadu_ps(numbers.scale + first),
          _mm512_loadu_ps(numbers.shift + first)};
}

template <NormActivation kActivation, typename Number>
TwoSums GradientSumsOf(const Number* maps, const Number* gradient, const Segment& segment,
                       __mmask16 mask, const Norm16& norm) {
  TwoSums sums{_mm512_setzero_ps(), _mm512_setzero_ps()};
  for (int64_t i = 0; i < segment.pixels; ++i) {
    const __m512 away = norm.Away(Load16(maps + i * segment.stride, mask));
    const __m512 before =
        Before<kActivation>(norm.Of(away), Load16(gradient + i * segment.stride, mask));
    sums.values = _mm512_add_ps(sums.values, before);
    sums.products = _mm512_fmadd_ps(before, away, sums.products);
  }
  return sums;
}

template <NormActivation kActivation, typename Number>
void ApplyTo(const Number* maps, const Segment& segment, __mmask16 mask, const Norm16& norm,
             Number* result) {
  for (int64_t i = 0; i < segment.pixels; ++i) {
    const __m512 away = norm.Away(Load16(maps + i * segment.stride, mask));
    Store16(result + i * segment.stride, mask, Activated<kActivation>(norm.Of(away)));
  }
}

template <NormActivation kActivation, typename Number>
void GradientTo(const Number* maps, const Number* gradient, const Segment& segment, __mmask16 mask,
                const Norm16& norm, __m512 factor, __m512 term, Number* result) {
  for (int64_t i = 0; i < segment.pixels; ++i) {
    const __m512 away = norm.Away(Load16(maps + i * segment.stride, mask));
    const __m512 before =
        Before<kActivation>(norm.Of(away), Load16(gradient + i * segment.stride, mask));
    Store16(result + i * segment.stride, mask,
            _mm512_fmadd_ps(before, norm.scale, _mm512_fmadd_ps(away, factor, term)));
  }
}

// sum(segment) yields the segment's TwoSums; adds them up for each channel.
template <typename Sum>
void AddUp(const MapsLayout& layout, const Sum& sum, std::vector<double>& values,
           std::vector<double>& products) {
  const int64_t size = layout.groups() * 16;
  const int64_t parts = std::min<int64_t>(at::get_num_threads(), layout.images);
  values.assign(size * parts, 0);
  products.assign(size * parts, 0);
  at::parallel_for(0, parts, 1, [&](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; ++part) {
      VisitSegments(layout, layout.images * part / parts, layout.images * (part + 1) / parts,
                    [&](const Segment& segment) {
                      const TwoSums sums = sum(segment);
                      AddTo(&values[part * size + segment.group * 16], sums.values);
                      AddTo(&products[part * size + segment.group * 16], sums.products);
                    });
    }
  });
  for (int64_t i = size; i < size * parts; ++i) {
    values[i % size] += values[i];
    products[i % size] += products[i];
  }
}

STRIDE_VECTORS_END

// Calls visit with the activation as a constant.
template <typename Visit>
void WithActivation(NormActivation activation, const Visit& visit) {
  switch (activation) {
    case NormActivation::kNone:
      return visit(std::integral_constant<NormActivation, NormActivation::kNone>());
    case NormActivation::kRelu:
      return visit(std::integral_constant<NormActivation, NormActivation::kRelu>());
    case NormActivation::kGelu:
      return visit(std::integral_constant<NormActivation, NormActivation::kGelu>());
  }
}

}  // namespace

STRIDE_VECTORS_BEGIN

template <typename Number>
void ChannelSums(const MapsLayout& layout, const Number* maps, float* sums) {
  std::vector<double> values, squares;
  AddUp(
      layout,
      [&](const Segment& segment) {
        return SumsOf(maps + segment.offset, segment, MaskOf(layout, segment), _mm512_setzero_ps());
      },
      values, squares);
  std::copy_n(values.begin(), layout.groups() * 16, sums);
}

template <typename Number>
void MapsNorm<Number>::Moments(const Number* maps, float* mean, float* variance) const {
  // The first pixel's values lie near the mean: sums of squares lose less.
  std::vector<float> origin(layout.groups() * 16);
  for (int64_t i = 0; i < layout.channels; ++i) {
    origin[i] = static_cast<float>(maps[layout.blocks ? i / 16 * layout.pixels * 16 + i % 16 : i]);
  }
  std::vector<double> sums, squares;
  AddUp(
      layout,
      [&](const Segment& segment) {
        return SumsOf(maps + segment.offset, segment, MaskOf(layout, segment),
                      _mm512_loadu_ps(&origin[segment.group * 16]));
      },
      sums, squares);
  const auto count = static_cast<double>(layout.images * layout.pixels);
  for (int64_t i = 0; i < layout.groups() * 16; ++i) {
    const double away = sums[i] / count;
    mean[i] = static_cast<float>(origin[i] + away);
    variance[i] = static_cast<float>(std::max(squares[i] / count - away * away, 0.0));
  }
}

template <typename Number>
void MapsNorm<Number>::Apply(const Number* maps, const NormNumbers& numbers, Number* result) const {
  WithActivation(activation, [&](auto constant) {
    VisitInParallel(layout, [&](const Segment& segment) {
      ApplyTo<constant()>(maps + segment.offset, segment, MaskOf(layout, segment),
                          NormOf(numbers, segment), result + segment.offset);
    });
  });
}

template <typename Number>
void MapsNorm<Number>::Sums(const Number* maps, const Number* gradient, const NormNumbers& numbers,
                            float* sums, float* products) const {
  std::vector<double> values, by_maps;
  WithActivation(activation, [&](auto constant) {
    AddUp(
        layout,
        [&](const Segment& segment) {
          return GradientSumsOf<constant()>(maps + segment.offset, gradient + segment.offset,
                                            segment, MaskOf(layout, segment),
                                            NormOf(numbers, segment));
        },
        values, by_maps);
  });
  std::copy_n(values.begin(), layout.groups() * 16, sums);
  std::copy_n(by_maps.begin(), layout.groups() * 16, products);
}

template <typename Number>
void MapsNorm<Number>::Gradient(const Number* maps, const Number* gradient,
                                const NormNumbers& numbers, const float* factor, const float* term,
                                Number* result) const {
  WithActivation(activation, [&](auto constant) {
    VisitInParallel(layout, [&](const Segment& segment) {
      GradientTo<constant()>(maps + segment.offset, gradient + segment.offset, segment,
                             MaskOf(layout, segment), NormOf(numbers, segment),
                             _mm512_loadu_ps(factor + segment.group * 16),
                             _mm512_loadu_ps(term + segment.group * 16), result + segment.offset);
    });
  });
}

STRIDE_VECTORS_END

template void ChannelSums(const MapsLayout&, const float*, float*);
template void ChannelSums(const MapsLayout&, const c10::BFloat16*, float*);
template struct MapsNorm<float>;
template struct MapsNorm<c10::BFloat16>;

}  // namespace stride
