#include "stride/data/transform/resample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "glog/logging.h"
#include "stride/data/transform/crop.h"

// Pillow's results are those of separate multiplications and additions.
#pragma STDC FP_CONTRACT OFF

namespace stride {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kFractionBits = 32 - 8 - 2;  // 8 for the sample, 2 for sums beyond its range
constexpr int32_t kHalf = 1 << (kFractionBits - 1);

double Sinc(double x) { return x == 0 ? 1 : std::sin(x * kPi) / (x * kPi); }

double Cubic(double x) {  // Keys (1981), a = -0.5
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return (((x - 5) * x + 8) * x - 4) * -0.5;
}

struct Filter {
  double support;              // it is 0 from here on
  double (*weight)(double x);  // for |x| < support
};

Filter FilterOf(InterpolationMode mode) {
  switch (mode) {
    case InterpolationMode::kBox:
      return {0.5, [](double) { return 1.0; }};
    case InterpolationMode::kHamming:
      return {1, [](double x) { return Sinc(x) * (0.54F + 0.46F * std::cos(x * kPi)); }};
    case InterpolationMode::kBicubic:
      return {2, Cubic};
    case InterpolationMode::kLanczos:
      return {3, [](double x) { return Sinc(x) * Sinc(x / 3); }};
    default:
      return {1, [](double x) { return 1 - x; }};
  }
}

// What each sample of a resampled row is the weighted sum of.
struct FilterTable {
  struct Span {
    int begin;
    int count;
    const int32_t* weights;  // their sum is 1 << kFractionBits
  };
  std::vector<Span> spans;
  std::vector<int32_t> weights;
};

// The box filter's support is half open: (-0.5, 0.5].
bool Reaches(double x, double support) {
  return support == 0.5 ? x > -0.5 && x <= 0.5 : std::abs(x) < support;
}

FilterTable MakeFilterTable(int from, int to, InterpolationMode mode) {
  const Filter filter = FilterOf(mode);
  const double scale = static_cast<double>(from) / to;
  const double widened = std::max(scale, 1.0);
  const double inverse = 1.0 / widened;
  const double support = filter.support * widened;
  const int most = static_cast<int>(std::ceil(support)) * 2 + 1;
  FilterTable table;
  table.spans.resize(to);
  table.weights.resize(int64_t{to} * most);
  std::vector<double> exact(most);
  for (int i = 0; i < to; ++i) {
    const double center = (i + 0.5) * scale;
    const int begin = std::max(static_cast<int>(std::floor(center - support + 0.5)), 0);
    const int count = std::min(static_cast<int>(std::floor(center + support + 0.5)), from) - begin;
    double sum = 0;
    for (int j = 0; j < count; ++j) {
      const double x = (j + begin - center + 0.5) * inverse;
      exact[j] = Reaches(x, filter.support) ? filter.weight(std::abs(x)) : 0;
      sum += exact[j];
    }
    int32_t* weights = &table.weights[int64_t{i} * most];
    for (int j = 0; j < count; ++j) {
      const double weight = sum == 0 ? exact[j] : exact[j] / sum;
      weights[j] = static_cast<int32_t>(weight * (1 << kFractionBits) + (weight < 0 ? -0.5 : 0.5));
    }
    table.spans[i] = {begin, count, weights};
  }
  return table;
}

uint8_t RoundedSample(int32_t sum) {
  return static_cast<uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

template <int kChannels>
uint8_t* FilterRow(const uint8_t* row, const FilterTable& table, uint8_t* to) {
  for (const FilterTable::Span& span : table.spans) {
    int32_t sums[kChannels];
    std::fill_n(sums, kChannels, kHalf);
    const uint8_t* from = row + span.begin * kChannels;
    for (int i = 0; i < span.count; ++i, from += kChannels) {
      for (int c = 0; c < kChannels; ++c) sums[c] += span.weights[i] * from[c];
    }
    for (int c = 0; c < kChannels; ++c) *to++ = RoundedSample(sums[c]);
  }
  return to;
}

Image FilterRows(const Image& image, const ImageBox& box, int width, InterpolationMode mode) {
  const FilterTable table = MakeFilterTable(box.width, width, mode);
  Image out(box.height, width, image.channels());
  uint8_t* to = out.mutable_data();
  for (int y = box.top; y < box.top + box.height; ++y) {
    const uint8_t* row = image.row(y) + box.left * image.channels();
    to = image.channels() == 1 ? FilterRow<1>(row, table, to) : FilterRow<3>(row, table, to);
  }
  return out;
}

Image FilterColumns(const Image& image, const ImageBox& box, int height, InterpolationMode mode) {
  const FilterTable table = MakeFilterTable(box.height, height, mode);
  const int samples = box.width * image.channels();
  Image out(height, box.width, image.channels());
  uint8_t* to = out.mutable_data();
  std::vector<int32_t> sums(samples);
  for (const FilterTable::Span& span : table.spans) {
    std::fill(sums.begin(), sums.end(), kHalf);
    for (int i = 0; i < span.count; ++i) {
      const uint8_t* row = image.row(box.top + span.begin + i) + box.left * image.channels();
      const int32_t weight = span.weights[i];
      for (int x = 0; x < samples; ++x) sums[x] += weight * row[x];
    }
    to = std::transform(sums.begin(), sums.end(), to, RoundedSample);
  }
  return out;
}

Image TakeNearest(const Image& image, const ImageBox& box, const Size& size) {
  const auto pixels = [](int from, int to) {
    const double step = static_cast<double>(from) / to;
    return NearestPixels(step * 0.5, step, to, from);
  };
  const std::vector<int> columns = pixels(box.width, size.width);
  const int channels = image.channels();
  Image out(size.height, size.width, channels);
  uint8_t* to = out.mutable_data();
  for (const int y : pixels(box.height, size.height)) {
    const uint8_t* row = image.row(box.top + y) + box.left * channels;
    for (const int x : columns) {
      std::memcpy(to, row + x * channels, channels);
      to += channels;
    }
  }
  return out;
}

}  // namespace

std::vector<int> NearestPixels(double first, double step, int count, int size) {
  std::vector<int> pixels(count);
  double at = first;  // a running sum, as Pillow's; a product would fall on other pixels
  for (int& pixel : pixels) {
    pixel = at >= 0 && at < size ? static_cast<int>(at) : -1;
    at += step;
  }
  return pixels;
}

Image Resample(const Image& image, const ImageBox& box, const Size& size, InterpolationMode mode) {
  CHECK(box.top >= 0 && box.left >= 0 && box.height >= 1 && box.width >= 1);
  CHECK(box.top <= image.height() - box.height && box.left <= image.width() - box.width);
  CHECK(size.height >= 1 && size.width >= 1) << size.height << "x" << size.width;
  if (mode == InterpolationMode::kNearest) return TakeNearest(image, box, size);
  // A side that keeps its size is not filtered.
  if (box.width == size.width && box.height == size.height) {
    return *Crop(image, box.top, box.left, box.height, box.width);
  }
  if (box.width == size.width) return FilterColumns(image, box, size.height, mode);
  Image rows = FilterRows(image, box, size.width, mode);
  if (box.height == size.height) return rows;
  return FilterColumns(rows, {0, 0, box.height, size.width}, size.height, mode);
}

}  // namespace stride
