#include "stride/data/base/random.h"

#include <cmath>
#include <numeric>
#include <utility>

#include "Random123/philox.h"
#include "glog/logging.h"

namespace stride {
namespace {

constexpr double kTwoPi = 6.283185307179586;

using Philox = r123::Philox4x32;

// The logarithm of a value of the gamma distribution: Marsaglia and Tsang, "A Simple Method for
// Generating Gamma Variables" (2000); a shape below 1 by its section 6. As a logarithm, because
// values of small shapes are too small for a double.
double LogGamma(double shape, RandomStream& random) {
  if (shape < 1) return LogGamma(shape + 1, random) + std::log(1.0 - random.Uniform()) / shape;
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  while (true) {
    const double x = random.Normal();
    const double root = 1.0 + c * x;
    if (root <= 0) continue;
    const double log_v = 3.0 * std::log(root);
    const double log_u = std::log(1.0 - random.Uniform());
    if (log_u < 0.5 * x * x + d * (1.0 - std::exp(log_v) + log_v)) return std::log(d) + log_v;
  }
}

}  // namespace

// The counter's words 1 to 3 and the key hold the event; word 0 counts the blocks of the stream.
// `epoch` beyond 2^32 and `index` beyond 2^56 do not occur.
RandomStream::RandomStream(uint64_t seed, uint64_t epoch, uint64_t index, RandomPurpose purpose)
    : counter_{0, static_cast<uint32_t>(epoch), static_cast<uint32_t>(index),
               static_cast<uint32_t>(index >> 32) << 8 | static_cast<uint32_t>(purpose)},
      key_{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)} {}

RandomStream RandomStream::OfEveryEpoch() const {
  const uint64_t seed = static_cast<uint64_t>(key_[1]) << 32 | key_[0];
  const uint64_t index = static_cast<uint64_t>(counter_[3] >> 8) << 32 | counter_[2];
  return RandomStream(seed, 0, index, RandomPurpose::kEveryEpoch);
}

uint32_t RandomStream::NextUint32() {
  if (used_ == 4) {
    const Philox::ctr_type block =
        Philox()({{counter_[0], counter_[1], counter_[2], counter_[3]}}, {{key_[0], key_[1]}});
    block_ = {block[0], block[1], block[2], block[3]};
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

uint64_t RandomStream::NextUint64() {
  const uint64_t high = NextUint32();
  return high << 32 | NextUint32();
}

double RandomStream::Uniform() { return static_cast<double>(NextUint64() >> 11) * 0x1p-53; }

double RandomStream::Uniform(double low, double high) { return low + (high - low) * Uniform(); }

// Lemire's multiplication with rejection ("Fast Random Integer Generation in an Interval", 2019).
int64_t RandomStream::UniformInt(int64_t low, int64_t high) {
  CHECK_LT(low, high);
  const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  const uint64_t threshold = -range % range;
  while (true) {
    const unsigned __int128 product = static_cast<unsigned __int128>(NextUint64()) * range;
    if (static_cast<uint64_t>(product) >= threshold) {
      return low + static_cast<int64_t>(product >> 64);
    }
  }
}

// Box and Muller's transform, one of its two values.
double RandomStream::Normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - Uniform()));
  return radius * std::cos(kTwoPi * Uniform());
}

bool RandomStream::Bernoulli(double probability) { return Uniform() < probability; }

// x / (x + y) of two gamma variables.
double RandomStream::Beta(double a, double b) {
  CHECK_GT(a, 0);
  CHECK_GT(b, 0);
  const double log_x = LogGamma(a, *this);
  const double log_y = LogGamma(b, *this);
  return 1.0 / (1.0 + std::exp(log_y - log_x));
}

std::vector<int64_t> RandomPermutation(int64_t size, RandomStream& random) {
  std::vector<int64_t> order(size);
  std::iota(order.begin(), order.end(), 0);
  for (int64_t i = size - 1; i > 0; --i) std::swap(order[i], order[random.UniformInt(0, i + 1)]);
  return order;
}

uint64_t DeriveSeed(uint64_t seed, uint64_t step, RandomPurpose purpose) {
  return RandomStream(seed, step, 0, purpose).NextUint64();
}

}  // namespace stride
