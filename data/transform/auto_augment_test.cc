#include "stride/data/transform/auto_augment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "stride/data/transform/registry.h"
#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

Image Picture() {
  Image image(12, 12, 3);
  for (int i = 0; i < image.size_bytes(); ++i) {
    image.mutable_data()[i] = static_cast<uint8_t>(40 + (i * i) % 150);
  }
  return image;
}

// What comes out, and how often it must of so many examples: of every pair of operations, of each
// whether it happens, and its sign.
std::map<std::vector<int>, double> ExpectedOfAutoAugment(AutoAugmentPolicy policy,
                                                         double examples) {
  std::map<std::vector<int>, double> expected;
  const AugmentationSpace space = AutoAugmentSpace();
  const auto apply = [&](const PolicyStep& step, double sign, const Image& image) {
    for (const OperationRange& range : space) {
      if (range.operation != step.operation) continue;
      const double magnitude = range.Magnitude(step.bin, 10, image);
      return *ApplyOperation(step.operation, magnitude * (range.is_signed() ? sign : 1), {}, image);
    }
    return image;
  };
  for (const SubPolicy& steps : SubPolicies(policy)) {
    for (int outcome = 0; outcome < 16; ++outcome) {
      double count = examples / 25 / 4;  // of four pairs of signs
      Image image = Picture();
      for (int i = 0; i < 2; ++i) {
        const bool happens = outcome >> i & 1;
        count *= happens ? steps[i].p : 1 - steps[i].p;
        if (happens) image = apply(steps[i], outcome >> (i + 2) & 1 ? 1 : -1, image);
      }
      expected[SamplesOf(image)] += count;
    }
  }
  return expected;
}

class AutoAugmentTest : public ::testing::TestWithParam<AutoAugmentPolicy> {};

TEST_P(AutoAugmentTest, PairsHappenWithTheirProbabilities) {
  constexpr int kExamples = 4000;
  std::map<std::vector<int>, int> counts;
  const TransformPtr augment = AutoAugment(GetParam());
  for (int i = 0; i < kExamples; ++i) {
    RandomStream random = ExampleStream(i);
    ++counts[SamplesOf(*augment->Apply(Picture(), random))];
  }
  double chi_square = 0, rare = 0;
  int cells = 0, rare_counts = 0;
  for (const auto& [samples, count] : ExpectedOfAutoAugment(GetParam(), kExamples)) {
    const int found = counts[samples];
    counts.erase(samples);
    if (count < 5) {
      rare += count;
      rare_counts += found;
      continue;
    }
    ++cells;
    chi_square += (found - count) * (found - count) / count;
  }
  EXPECT_TRUE(counts.empty()) << "what no pair of operations yields";
  EXPECT_NEAR(rare_counts, rare, 4 * std::sqrt(rare));
  EXPECT_GT(cells, 30);
  EXPECT_LT(chi_square, cells + 3.3 * std::sqrt(2.0 * cells));
}

INSTANTIATE_TEST_SUITE_P(Policies, AutoAugmentTest,
                         ::testing::Values(AutoAugmentPolicy::kImagenet,
                                           AutoAugmentPolicy::kCifar10, AutoAugmentPolicy::kSvhn));

TEST(RandAugment, AppliesSoManyOperations) {
  RandAugmentOptions options;
  options.num_ops = 0;
  EXPECT_EQ(CountChanged(RandAugment(options), Picture(), 50), 0);
  options.num_ops = 3;
  const TransformPtr augment = RandAugment(options);
  for (int i = 0; i < 50; ++i) {
    RandomStream random = ExampleStream(i), again = ExampleStream(i);
    Image image = Picture();
    for (int j = 0; j < 3; ++j) {
      image = *ApplyRandomOperation(RandAugmentSpace(), {9, 10, 31}, {}, image, again);
    }
    EXPECT_EQ(*augment->Apply(Picture(), random), image);
  }
}

TEST(TrivialAugmentWide, AppliesOneOfAllMagnitudes) {
  const TransformPtr augment = TrivialAugmentWide(5);
  for (int i = 0; i < 50; ++i) {
    RandomStream random = ExampleStream(i), again = ExampleStream(i);
    EXPECT_EQ(*augment->Apply(Picture(), random),
              *ApplyRandomOperation(TrivialAugmentWideSpace(), {0, 5, 5}, {}, Picture(), again));
  }
}

TEST(AutoAugment, TextForms) {
  EXPECT_EQ(AutoAugment()->ToString(), "auto_augment");
  EXPECT_EQ(RandAugment()->ToString(), "rand_augment");
  EXPECT_EQ(TrivialAugmentWide()->ToString(), "trivial_augment_wide");
  for (const char* text :
       {"auto_augment(cifar10)", "auto_augment(svhn, interpolation=bilinear)",
        "rand_augment(3, magnitude=5, fill=128)", "trivial_augment_wide(10, fill=(1, 2, 3))"}) {
    EXPECT_EQ(ParseTransform(text).value()->ToString(), text);
  }
}

TEST(AutoAugment, ArgumentsOutOfRangeAreErrors) {
  const auto error = [](const char* text) { return ParseTransform(text).status().ToString(); };
  EXPECT_THAT(error("auto_augment(mnist)"),
              HasSubstr("expected one of imagenet, cifar10, svhn; found mnist"));
  EXPECT_THAT(error("rand_augment(2, 31)"), HasSubstr("magnitude: expected 0 to 30, found 31"));
  EXPECT_THAT(error("trivial_augment_wide(1)"),
              HasSubstr("num_magnitude_bins: expected at least 2, found 1"));
  EXPECT_THAT(error("rand_augment(interpolation=lanczos)"), HasSubstr("lanczos"));
}

}  // namespace
}  // namespace stride
