#include "stride/data/transform/warp.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/resample.h"

// Pillow's results are those of separate multiplications and additions.
#pragma STDC FP_CONTRACT OFF

namespace stride {
namespace {

// A place in the image; it shows what is at (x, y) when 0 <= x < width and 0 <= y < height.
struct Place {
  double x;
  double y;
};

// The pixels around a place, kSide to the square; those beyond an edge are the edge's.
template <int kChannels, int kSide>
struct Neighbours {
  Neighbours(const Image& image, Place at) {
    const double left = std::floor(at.x - 0.5);
    const double top = std::floor(at.y - 0.5);
    dx = at.x - 0.5 - left;
    dy = at.y - 0.5 - top;
    for (int i = 0; i < kSide; ++i) {
      const int beyond = i - (kSide / 2 - 1);
      columns[i] = std::clamp(static_cast<int>(left) + beyond, 0, image.width() - 1) * kChannels;
      rows[i] = image.row(std::clamp(static_cast<int>(top) + beyond, 0, image.height() - 1));
    }
  }

  int Sample(int row, int column, int channel) const {
    return rows[row][columns[column] + channel];
  }

  const uint8_t* rows[kSide];
  int columns[kSide];
  double dx;  // of the place, from the middle of the pixel before it; in [0, 1)
  double dy;
};

template <int kChannels>
struct Nearest {
  static void Sample(const Image& image, Place at, uint8_t* to) {
    std::memcpy(to, image.row(static_cast<int>(at.y)) + static_cast<int>(at.x) * kChannels,
                kChannels);
  }
};

template <int kChannels>
struct Bilinear {
  template <typename T>
  static double Between(T a, T b, double t) {
    return a + (b - a) * t;
  }
  static void Sample(const Image& image, Place at, uint8_t* to) {
    const Neighbours<kChannels, 2> near(image, at);
    for (int c = 0; c < kChannels; ++c) {
      const double above = Between(near.Sample(0, 0, c), near.Sample(0, 1, c), near.dx);
      const double below = Between(near.Sample(1, 0, c), near.Sample(1, 1, c), near.dx);
      to[c] = static_cast<uint8_t>(Between(above, below, near.dy));
    }
  }
};

// Keys (1981), a = -1, in Horner's form.
template <int kChannels>
struct Bicubic {
  template <typename T>
  static double Between(T a, T b, T c, T d, double t) {
    const double square = 2 * (a - b) + c - d;
    const double cube = -a + b - c + d;
    return b + t * ((c - a) + t * (square + t * cube));
  }
  static void Sample(const Image& image, Place at, uint8_t* to) {
    const Neighbours<kChannels, 4> near(image, at);
    for (int c = 0; c < kChannels; ++c) {
      double rows[4];
      for (int i = 0; i < 4; ++i) {
        rows[i] = Between(near.Sample(i, 0, c), near.Sample(i, 1, c), near.Sample(i, 2, c),
                          near.Sample(i, 3, c), near.dx);
      }
      const double value = Between(rows[0], rows[1], rows[2], rows[3], near.dy);
      to[c] = static_cast<uint8_t>(std::clamp(value, 0.0, 255.0));
    }
  }
};

template <int kChannels, class Sampler, class Map>
void Fetch(const Image& image, const Fill& fill, Map map, Image& out) {
  uint8_t* to = out.mutable_data();
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x, to += kChannels) {
      const Place at = map(x, y);
      if (at.x >= 0 && at.x < image.width() && at.y >= 0 && at.y < image.height()) {
        Sampler::Sample(image, at, to);
      } else {
        std::memcpy(to, fill.samples.data(), kChannels);
      }
    }
  }
}

// `map`: from a pixel of the result, (column, row), to the Place that it shows.
template <template <int> class Sampler, class Map>
Image Warp(const Image& image, const Size& size, const Fill& fill, Map map) {
  Image out(size.height, size.width, image.channels());
  if (image.channels() == 1) {
    Fetch<1, Sampler<1>>(image, fill, map, out);
  } else {
    Fetch<3, Sampler<3>>(image, fill, map, out);
  }
  return out;
}

template <class Map>
Image WarpBy(const Image& image, const Size& size, InterpolationMode mode, const Fill& fill,
             Map map) {
  if (mode == InterpolationMode::kNearest) return Warp<Nearest>(image, size, fill, map);
  if (mode == InterpolationMode::kBilinear) return Warp<Bilinear>(image, size, fill, map);
  return Warp<Bicubic>(image, size, fill, map);
}

absl::Status Check(const Image& image, const Size& size, InterpolationMode mode, const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(CheckSize("size", size));
  STRIDE_RETURN_IF_ERROR(CheckWarpInterpolation(mode));
  return fill.Check(image.channels());
}

// Pillow's nearest pixels of a matrix that only scales: the positions of a row are a running sum.
Image ScaleNearest(const Image& image, const Size& size, const AffineMatrix& m, const Fill& fill) {
  const std::vector<int> columns =
      NearestPixels(m[2] + m[0] * 0.5, m[0], size.width, image.width());
  const std::vector<int> rows = NearestPixels(m[5] + m[4] * 0.5, m[4], size.height, image.height());
  return Warp<Nearest>(image, size, fill, [&](int x, int y) {
    return Place{static_cast<double>(columns[x]), static_cast<double>(rows[y])};
  });
}

// Whether 16 bits hold what the matrix makes of all of the result.
bool FitsFixedPoint(const Size& size, const AffineMatrix& m) {
  for (const int x : {0, size.width}) {
    for (const int y : {0, size.height}) {
      if (!(std::abs(x * m[0] + y * m[1] + m[2]) < 32768)) return false;
      if (!(std::abs(x * m[3] + y * m[4] + m[5]) < 32768)) return false;
    }
  }
  return true;
}

// Pillow's nearest pixels of other matrices, with 16 bits behind the point.
Image WarpNearest(const Image& image, const Size& size, const AffineMatrix& m, const Fill& fill) {
  const auto fixed = [](double value) {
    return static_cast<int64_t>(std::floor(value * 65536.0 + 0.5));
  };
  const int64_t a = fixed(m[0]), b = fixed(m[1]), d = fixed(m[3]), e = fixed(m[4]);
  const int64_t c = fixed(m[2] + m[0] * 0.5 + m[1] * 0.5);
  const int64_t f = fixed(m[5] + m[3] * 0.5 + m[4] * 0.5);
  return Warp<Nearest>(image, size, fill, [=](int x, int y) {
    return Place{static_cast<double>((a * x + b * y + c) >> 16),
                 static_cast<double>((d * x + e * y + f) >> 16)};
  });
}

}  // namespace

absl::Status CheckWarpInterpolation(InterpolationMode mode) {
  if (mode == InterpolationMode::kNearest || mode == InterpolationMode::kBilinear ||
      mode == InterpolationMode::kBicubic) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "interpolation: expected nearest, bilinear or bicubic, found ", WriteArgument(mode)));
}

absl::StatusOr<Image> WarpAffine(const Image& image, const Size& size, const AffineMatrix& matrix,
                                 InterpolationMode mode, const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(Check(image, size, mode, fill));
  const AffineMatrix& m = matrix;
  if (mode == InterpolationMode::kNearest) {
    if (m[1] == 0 && m[3] == 0) return ScaleNearest(image, size, m, fill);
    if (FitsFixedPoint(size, m)) return WarpNearest(image, size, m, fill);
  }
  return WarpBy(image, size, mode, fill, [&m](int column, int row) {
    const double x = column + 0.5;
    const double y = row + 0.5;
    return Place{m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]};
  });
}

absl::StatusOr<Image> WarpPerspective(const Image& image, const Size& size,
                                      const PerspectiveMatrix& matrix, InterpolationMode mode,
                                      const Fill& fill) {
  STRIDE_RETURN_IF_ERROR(Check(image, size, mode, fill));
  const PerspectiveMatrix& m = matrix;
  return WarpBy(image, size, mode, fill, [&m](int column, int row) {
    const double x = column + 0.5;
    const double y = row + 0.5;
    const double depth = m[6] * x + m[7] * y + 1;
    return Place{(m[0] * x + m[1] * y + m[2]) / depth, (m[3] * x + m[4] * y + m[5]) / depth};
  });
}

}  // namespace stride
