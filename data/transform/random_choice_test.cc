#include "stride/data/transform/random_choice.h"

#include <gtest/gtest.h>

#include <map>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

// How often each of 10000 examples' digits came.
std::map<int, int> Counts(const TransformPtr& choice) {
  std::map<int, int> counts;
  for (int i = 0; i < 10000; ++i) ++counts[DigitsOf(*choice, i)];
  return counts;
}

TEST(RandomChoice, AllAreAsLikely) {
  std::map<int, int> counts = Counts(RandomChoice({Digit(1), Digit(2), Digit(3), Digit(4)}));
  EXPECT_EQ(counts.size(), 4);
  for (int digit = 1; digit <= 4; ++digit) EXPECT_NEAR(counts[digit], 2500, 150);
}

TEST(RandomChoice, WeightsNeedNotAddUpToOne) {
  std::map<int, int> counts = Counts(RandomChoice({Digit(1), Digit(2), Digit(3)}, {3, 0, 1}));
  EXPECT_EQ(counts.size(), 2);
  EXPECT_NEAR(counts[1], 7500, 150);
  EXPECT_NEAR(counts[3], 2500, 150);
}

TEST(RandomChoice, SaysWhatItIs) {
  EXPECT_EQ(RandomChoice({Digit(1), Digit(2)}, {0.5, 2})->ToString(),
            "random_choice((digit(1), digit(2)), p=(0.5, 2))");
  EXPECT_EQ(RandomChoice({Digit(1), Digit(2)})->ToString(), "random_choice((digit(1), digit(2)))");
}

TEST(RandomChoice, NullIsTheCallersMistake) {
  EXPECT_DEATH(RandomChoice({Digit(1), nullptr}), "found one that is null");
}

}  // namespace
}  // namespace stride
