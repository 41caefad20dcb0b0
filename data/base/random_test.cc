#include "stride/data/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace stride {
namespace {

RandomStream Stream(uint64_t seed = 7) { return {seed, 0, 0, RandomPurpose::kTransform}; }

// Chi-square of observed counts against equal expectation.
double ChiSquare(const std::vector<int>& counts, double expected) {
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

TEST(RandomStream, IsAPureFunctionOfItsKey) {
  RandomStream a = Stream();
  RandomStream b = Stream();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.NextUint32(), b.NextUint32());
}

// The first known answer of Random123's own tests: counter and key are all zeros.
TEST(RandomStream, IsPhilox4x32With10Rounds) {
  RandomStream random(0, 0, 0, RandomPurpose{0});
  for (const uint32_t word : {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}) {
    EXPECT_EQ(random.NextUint32(), word);
  }
}

TEST(RandomStream, BernoulliHappensWithItsProbability) {
  RandomStream random = Stream();
  int happened = 0;
  for (int i = 0; i < 10000; ++i) {
    EXPECT_FALSE(random.Bernoulli(0));
    EXPECT_TRUE(random.Bernoulli(1));
    happened += random.Bernoulli(0.3);
  }
  EXPECT_NEAR(happened, 3000, 150);  // 3.3 standard deviations
}

TEST(DeriveSeed, DependsOnStepAndPurpose) {
  EXPECT_EQ(DeriveSeed(1, 2, RandomPurpose::kDropout), DeriveSeed(1, 2, RandomPurpose::kDropout));
  EXPECT_NE(DeriveSeed(1, 2, RandomPurpose::kDropout), DeriveSeed(1, 3, RandomPurpose::kDropout));
  EXPECT_NE(DeriveSeed(1, 2, RandomPurpose::kDropout), DeriveSeed(1, 2, RandomPurpose::kMix));
}

TEST(RandomStream, EveryPartOfTheKeyMatters) {
  std::set<uint64_t> first;
  for (uint64_t seed : {0ull, 1ull, 1ull << 32}) {
    for (uint64_t epoch : {0, 1}) {
      for (uint64_t index : {0ull, 1ull, 1ull << 33}) {
        for (auto purpose : {RandomPurpose::kShuffle, RandomPurpose::kDropout}) {
          first.insert(RandomStream(seed, epoch, index, purpose).NextUint64());
        }
      }
    }
  }
  EXPECT_EQ(first.size(), 3u * 2 * 3 * 2);
}

TEST(RandomStream, UniformIntIsUniform) {
  RandomStream random = Stream();
  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts[random.UniformInt(-3, 4) + 3];
  EXPECT_LT(ChiSquare(counts, 10000), 22.5);  // 6 degrees of freedom, p = 0.001
}

TEST(RandomStream, UniformHasTheMomentsOfItsInterval) {
  RandomStream random = Stream();
  double sum = 0, squares = 0;
  const int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double x = random.Uniform(2, 6);
    ASSERT_GE(x, 2);
    ASSERT_LT(x, 6);
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / n, 4, 0.02);
  EXPECT_NEAR(squares / n - 16, 16.0 / 12, 0.1);
}

TEST(RandomStream, NormalHasMeanZeroAndDeviationOne) {
  RandomStream random = Stream();
  double sum = 0, squares = 0;
  int within = 0;
  const int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double x = random.Normal();
    sum += x;
    squares += x * x;
    within += std::abs(x) < 1;
  }
  EXPECT_NEAR(sum / n, 0, 0.015);
  EXPECT_NEAR(squares / n, 1, 0.02);
  EXPECT_NEAR(within / double{n}, 0.6827, 0.006);
}

// Mean a / (a + b), variance ab / ((a + b)^2 (a + b + 1)).
TEST(RandomStream, BetaHasItsMeanAndVariance) {
  const std::vector<std::pair<double, double>> shapes = {{1, 1}, {0.2, 0.2}, {2, 5}, {0.5, 3}};
  for (const auto& [a, b] : shapes) {
    RandomStream random = Stream();
    double sum = 0, squares = 0;
    const int n = 40000;
    for (int i = 0; i < n; ++i) {
      const double x = random.Beta(a, b);
      ASSERT_GE(x, 0);
      ASSERT_LE(x, 1);
      sum += x;
      squares += x * x;
    }
    const double mean = sum / n;
    EXPECT_NEAR(mean, a / (a + b), 0.008) << a << " " << b;
    EXPECT_NEAR(squares / n - mean * mean, a * b / ((a + b) * (a + b) * (a + b + 1)), 0.002);
  }
}

TEST(RandomStream, BetaOfATinyShapeIsZeroOrOne) {
  RandomStream random = Stream();
  int ones = 0;
  for (int i = 0; i < 1000; ++i) {
    const double x = random.Beta(1e-4, 1e-4);
    ASSERT_TRUE(x < 0.01 || x > 0.99) << x;
    ones += x > 0.5;
  }
  EXPECT_NEAR(ones, 500, 55);  // 3.5 standard deviations
}

TEST(RandomPermutation, HoldsEveryIndexOnceAndEveryOrderIsAsLikely) {
  std::vector<int> counts(6);
  for (uint64_t seed = 0; seed < 6000; ++seed) {
    RandomStream random = Stream(seed);
    const std::vector<int64_t> p = RandomPermutation(3, random);
    EXPECT_EQ(std::set<int64_t>(p.begin(), p.end()).size(), 3u);
    ++counts[p[0] * 2 + (p[1] > p[2])];
  }
  EXPECT_LT(ChiSquare(counts, 1000), 20.5);  // 5 degrees of freedom, p = 0.001
}

}  // namespace
}  // namespace stride
