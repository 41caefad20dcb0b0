#include "stride/data/transform/augment_operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using Operation = AugmentOperation;

const OperationRange& Find(const AugmentationSpace& space, Operation operation) {
  for (const OperationRange& range : space) {
    if (range.operation == operation) return range;
  }
  ADD_FAILURE() << "not in the space: " << WriteArgument(operation);
  return space.front();
}

// All operations and magnitudes are compared with torchvision's under tests/golden/transforms.
TEST(AugmentationSpace, HoldsTorchvisionsOperations) {
  EXPECT_EQ(AutoAugmentSpace().size(), 14);
  EXPECT_EQ(RandAugmentSpace().size(), 14);
  EXPECT_EQ(TrivialAugmentWideSpace().size(), 14);
  EXPECT_EQ(AugMixSpace(false).size(), 9);
  EXPECT_EQ(AugMixSpace(true).size(), 13);
  std::set<Operation> distinct;
  for (const OperationRange& range : RandAugmentSpace()) distinct.insert(range.operation);
  EXPECT_EQ(distinct.size(), 14);
}

TEST(OperationRange, TranslationsFollowTheImagesSides) {
  const Image image = NumberedImage(331, 662, 1);
  const AugmentationSpace space = RandAugmentSpace();
  EXPECT_EQ(Find(space, Operation::kTranslateX).Magnitude(30, 31, image), 300);
  EXPECT_EQ(Find(space, Operation::kTranslateY).Magnitude(30, 31, image), 150);
  EXPECT_EQ(Find(TrivialAugmentWideSpace(), Operation::kTranslateX).Magnitude(30, 31, image), 32);
}

TEST(OperationRange, BitsAreWholeAndFall) {
  const Image image = NumberedImage(1, 1, 1);
  const OperationRange bits = Find(RandAugmentSpace(), Operation::kPosterize);
  EXPECT_EQ(bits.Magnitude(0, 31, image), 8);
  EXPECT_EQ(bits.Magnitude(3, 31, image), 8);
  EXPECT_EQ(bits.Magnitude(4, 31, image), 7);
  EXPECT_EQ(bits.Magnitude(30, 31, image), 4);
  EXPECT_EQ(Find(AugMixSpace(true), Operation::kPosterize).Magnitude(9, 10, image), 0);
}

TEST(ApplyOperation, TranslatesByWholePixelsAndFills) {
  const Image image = NumberedImage(1, 4, 1);
  AugmentPixels pixels;
  pixels.fill = 9;
  const auto translated = [&](double by) {
    return SamplesOf(*ApplyOperation(Operation::kTranslateX, by, pixels, image));
  };
  EXPECT_THAT(translated(1.9), ::testing::ElementsAre(9, 1, 2, 3));
  EXPECT_THAT(translated(-2.9), ::testing::ElementsAre(3, 4, 9, 9));
}

// Operations that each leave their mark on one image: all are drawn, with both signs.
TEST(ApplyRandomOperation, EachOperationAndSignIsAsLikely) {
  Image image(24, 24, 3);
  for (int i = 0; i < image.size_bytes(); ++i) {
    image.mutable_data()[i] = static_cast<uint8_t>(40 + (i * i) % 150);
  }
  const MagnitudeBins bins = {15, 16, 31};
  const AugmentationSpace space = RandAugmentSpace();
  std::map<std::vector<int>, double> expected;
  for (const OperationRange& range : space) {
    for (const double sign : {-1.0, 1.0}) {
      const double magnitude = range.Magnitude(15, 31, image) * (range.is_signed() ? sign : 1);
      expected[SamplesOf(*ApplyOperation(range.operation, magnitude, {}, image))] += 100;
    }
  }
  ASSERT_EQ(expected.size(), 14 + 9);  // 9 have signs
  std::map<std::vector<int>, int> counts;
  for (int i = 0; i < 2800; ++i) {
    RandomStream random = ExampleStream(i);
    ++counts[SamplesOf(*ApplyRandomOperation(space, bins, {}, image, random))];
  }
  double chi_square = 0;
  for (const auto& [samples, count] : expected) {
    chi_square += (counts[samples] - count) * (counts[samples] - count) / count;
  }
  EXPECT_EQ(counts.size(), expected.size());
  EXPECT_LT(chi_square, 48.3);  // 22 degrees of freedom, p = 0.001
}

}  // namespace
}  // namespace stride
