#include "stride/models/core/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>

#include "stride/models/core/safetensors.h"
#include "stride/models/lenet/lenet.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::unique_ptr<Classifier> SeededNet(uint64_t seed, int64_t num_classes = 10) {
  LenetOptions options;
  options.seed = seed;
  options.num_classes = num_classes;
  return *MakeLenet(options);
}

std::string WeightsPath() {
  return ::testing::TempDir() + "/" +
         ::testing::UnitTest::GetInstance()->current_test_info()->name();
}

bool SameWeights(const Classifier& a, const Classifier& b) {
  const auto x = StateTensors(a);
  const auto y = StateTensors(b);
  for (size_t i = 0; i < x.size(); ++i) {
    if (!x[i].tensor.equal(y[i].tensor)) return false;
  }
  return x.size() == y.size();
}

TEST(Weights, WhatIsSavedIsLoaded) {
  const auto saved = SeededNet(1);
  const auto loaded = SeededNet(2);
  EXPECT_FALSE(SameWeights(*saved, *loaded));
  ASSERT_TRUE(SaveWeights(*saved, WeightsPath()).ok());
  const absl::Status status = LoadWeights(*loaded, WeightsPath());
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_TRUE(SameWeights(*saved, *loaded));
}

TEST(Weights, DifferencesAreListedAndNothingIsChanged) {
  ASSERT_TRUE(SaveWeights(*SeededNet(1, /*num_classes=*/7), WeightsPath()).ok());
  const auto net = SeededNet(2);
  const absl::Status status = LoadWeights(*net, WeightsPath());
  EXPECT_THAT(status.ToString(), AllOf(HasSubstr(WeightsPath()), HasSubstr("7"), HasSubstr("10")));
  EXPECT_TRUE(SameWeights(*net, *SeededNet(2)));
}

TEST(LoadTrunk, LeavesTheHeadForOtherClassesAlone) {
  const auto saved = SeededNet(1, /*num_classes=*/7);
  ASSERT_TRUE(SaveWeights(*saved, WeightsPath()).ok());
  const auto net = SeededNet(2);
  const auto left = LoadTrunk(*net, WeightsPath());
  ASSERT_TRUE(left.ok()) << left.status();
  const auto from = StateTensors(*saved);
  const auto before = StateTensors(*SeededNet(2));
  const auto after = StateTensors(*net);
  int heads = 0;
  for (size_t i = 0; i < after.size(); ++i) {
    const bool is_left = std::find(left->begin(), left->end(), after[i].name) != left->end();
    heads += is_left;
    EXPECT_TRUE(after[i].tensor.equal((is_left ? before : from)[i].tensor)) << after[i].name;
  }
  EXPECT_EQ(heads, 2);  // weight and bias of the last layer
}

TEST(LoadTrunk, RefusesAnotherTrunk) {
  ASSERT_TRUE(SaveWeights(*SeededNet(1, /*num_classes=*/7), WeightsPath()).ok());
  LenetOptions wider;
  wider.channels = {8, 16};
  wider.seed = 2;
  const auto net = *MakeLenet(wider);
  const auto left = LoadTrunk(*net, WeightsPath());
  EXPECT_THAT(left.status().ToString(), HasSubstr("of another shape"));
  EXPECT_TRUE(SameWeights(*net, **MakeLenet(wider)));
}

TEST(Weights, MissingAndUnexpectedNamesAreListed) {
  const auto net = SeededNet(1);
  auto tensors = StateTensors(*net);
  const std::string missing = tensors.back().name;
  tensors.back().name = "something.else";
  ASSERT_TRUE(WriteSafetensors(WeightsPath(), tensors).ok());
  EXPECT_THAT(LoadWeights(*net, WeightsPath()).ToString(),
              AllOf(HasSubstr(missing), HasSubstr("something.else")));
}

TEST(Weights, WhatIsNotFiniteIsNamed) {
  const auto net = SeededNet(1);
  EXPECT_TRUE(CheckFinite(*net).ok());
  const NamedTensor last = StateTensors(*net).back();
  last.tensor.detach().view(-1)[0].fill_(std::numeric_limits<float>::infinity());
  EXPECT_EQ(CheckFinite(*net).message(), last.name + " is not finite");
}

}  // namespace
}  // namespace stride
