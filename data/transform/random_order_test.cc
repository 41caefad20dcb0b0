#include "stride/data/transform/random_order.h"

#include <gtest/gtest.h>

#include <map>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

TEST(RandomOrder, AppliesAllAndEachOrderIsAsLikely) {
  const TransformPtr order = RandomOrder({Digit(0), Digit(1), Digit(2)});
  std::map<int, int> counts;
  for (int i = 0; i < 12000; ++i) ++counts[DigitsOf(*order, i)];
  EXPECT_EQ(counts.size(), 6);
  for (const int digits : {12, 21, 102, 120, 201, 210}) EXPECT_NEAR(counts[digits], 2000, 150);
}

TEST(RandomOrder, SaysWhatItIs) {
  EXPECT_EQ(RandomOrder({Digit(1), Digit(2)})->ToString(), "random_order((digit(1), digit(2)))");
}

}  // namespace
}  // namespace stride
