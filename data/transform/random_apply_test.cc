#include "stride/data/transform/random_apply.h"

#include <gtest/gtest.h>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

TEST(RandomApply, HappensWithItsProbability) {
  const TransformPtr apply = RandomApply(Digit(7), 0.3);
  int applied = 0;
  for (int i = 0; i < 10000; ++i) applied += DigitsOf(*apply, i) == 7;
  EXPECT_NEAR(applied, 3000, 150);  // 3.3 standard deviations
}

TEST(RandomApply, AlwaysOrNever) {
  EXPECT_EQ(DigitsOf(*RandomApply(Digit(7), 0), 1), 0);
  EXPECT_EQ(DigitsOf(*RandomApply(Digit(7), 1), 1), 7);
}

TEST(RandomApply, SaysWhatItIs) {
  EXPECT_EQ(RandomApply(Digit(7))->ToString(), "random_apply(digit(7))");
  EXPECT_EQ(RandomApply(Digit(7), 0.1)->ToString(), "random_apply(digit(7), p=0.1)");
}

TEST(RandomApply, NoTransformIsTheCallersMistake) {
  EXPECT_DEATH(RandomApply(nullptr), "random_apply: expected a transform, found none");
}

}  // namespace
}  // namespace stride
