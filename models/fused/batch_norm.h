// Batch normalisation and the activation behind it, which read maps as few times as can be:
// oneDNN's reads them three times forward, and has no activation but ReLU. For processors that have
// vectors (vector16.h). Source: Ioffe and Szegedy, arXiv 1502.03167, algorithm 1 and section 3.
#ifndef STRIDE_MODELS_FUSED_BATCH_NORM_H_
#define STRIDE_MODELS_FUSED_BATCH_NORM_H_

#include <cstdint>

namespace stride {

// How maps lie: [images, pixels, channels], or in blocks [images, channels / 16, pixels, 16], where
// the last block is filled up.
struct MapsLayout {
  int64_t images = 0;
  int64_t pixels = 0;
  int64_t channels = 0;
  bool blocks = false;

  int64_t groups() const { return (channels + 15) / 16; }
};

enum class NormActivation { kNone, kRelu, kGelu };

// Of each channel, float32, with a place for each of 16 * groups(). A value v becomes
// activation((v - mean) * scale + shift).
struct NormNumbers {
  const float* mean;
  const float* scale;
  const float* shift;
};

// sums: with a place for each of 16 * groups() channels. Number: float or c10::BFloat16.
template <typename Number>
void ChannelSums(const MapsLayout& layout, const Number* maps, float* sums);

template <typename Number>
struct MapsNorm {
  MapsLayout layout;
  NormActivation activation = NormActivation::kNone;

  // The mean and the variance (of n, not n - 1) of each channel.
  void Moments(const Number* maps, float* mean, float* variance) const;

  void Apply(const Number* maps, const NormNumbers& numbers, Number* result) const;

  // With d, the gradient before the activation: the sums of d and of d * (maps - mean).
  void Sums(const Number* maps, const Number* gradient, const NormNumbers& numbers, float* sums,
            float* products) const;

  // result = d * scale + (maps - mean) * factor + term
  void Gradient(const Number* maps, const Number* gradient, const NormNumbers& numbers,
                const float* factor, const float* term, Number* result) const;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_BATCH_NORM_H_
