#include "stride/models/fused/placement.h"

#include <gtest/gtest.h>

#include <random>

namespace stride {
namespace {

bool Meet(const Part& a, const Part& b) {
  return a.first <= b.last && b.first <= a.last && a.offset < b.offset + b.bytes &&
         b.offset < a.offset + a.bytes;
}

TEST(PlacementTest, WhatIsNeededAtDifferentTimesSharesBytes) {
  std::vector<Part> parts = {{640, 0, 1}, {640, 2, 3}};
  EXPECT_EQ(PlaceParts(parts), 640u);
}

TEST(PlacementTest, WhatIsNeededAtOneTimeDoesNot) {
  std::vector<Part> parts = {{640, 0, 1}, {640, 1, 2}};
  EXPECT_EQ(PlaceParts(parts), 1280u);
  EXPECT_NE(parts[0].offset, parts[1].offset);
}

TEST(PlacementTest, SmallPartsFillGaps) {
  std::vector<Part> parts = {{1024, 0, 9}, {512, 0, 3}, {512, 4, 9}, {256, 0, 9}};
  EXPECT_EQ(PlaceParts(parts), 1792u);
}

TEST(PlacementTest, OffsetsAreThoseOfCacheLines) {
  std::vector<Part> parts = {{1, 0, 0}, {65, 0, 0}, {0, 0, 0}};
  EXPECT_EQ(PlaceParts(parts), 192u);
  for (const Part& part : parts) EXPECT_EQ(part.offset % 64, 0u);
}

TEST(PlacementTest, NoTwoOfManyMeet) {
  std::mt19937 random(1);
  std::vector<Part> parts(200);
  size_t sum = 0;
  for (Part& part : parts) {
    part.bytes = random() % 5000;
    part.first = static_cast<int>(random() % 100);
    part.last = part.first + static_cast<int>(random() % 20);
    sum += part.bytes;
  }
  EXPECT_LT(PlaceParts(parts), sum / 2);
  for (size_t i = 0; i < parts.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_FALSE(Meet(parts[i], parts[j])) << i << " " << j;
  }
}

}  // namespace
}  // namespace stride
