#include "stride/train/experiments/threads.h"

#include <gtest/gtest.h>

namespace stride {
namespace {

TEST(DivideCores, BelowFourTheLoaderSharesThem) {
  EXPECT_EQ(DivideCores(1).model, 1);
  EXPECT_EQ(DivideCores(2).model, 2);
  EXPECT_EQ(DivideCores(2).loader, 1);
}

TEST(DivideCores, FromFourOnAQuarterLoads) {
  EXPECT_EQ(DivideCores(4).model, 3);
  EXPECT_EQ(DivideCores(4).loader, 1);
  EXPECT_EQ(DivideCores(16).model, 12);
  EXPECT_EQ(DivideCores(16).loader, 4);
}

TEST(AvailableCores, IsAtLeastOne) { EXPECT_GE(AvailableCores(), 1); }

}  // namespace
}  // namespace stride
