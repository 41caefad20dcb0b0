#include "stride/models/vgg/vgg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

// With a small head: the published one has 120 million weights, which take their time.
TEST(Vgg, TrunkHasThePublishedSizes) {
  VggOptions options = VggOfDepth(11, /*batch_norm=*/false);
  options.pooled = 1;
  options.hidden.clear();
  const auto vgg = MakeVgg(options);
  ASSERT_TRUE(vgg.ok()) << vgg.status();
  EXPECT_EQ(CountParameters(**vgg), 132863336 - 123642856 + 513000);
  EXPECT_EQ(CountMultiplyAdds(**vgg), 7609090048 - 123633664 + 512000);
}

TEST(Vgg, ImagesThatAreTooSmallAreExplained) {
  VggOptions options;
  options.input = {3, 31, 31};
  EXPECT_THAT(MakeVgg(options).status().ToString(), HasSubstr("floor((1 - 2)/2) + 1 = 0"));
}

// The head takes what the trunk yields, whichever the form.
TEST(CifarVgg, HeadFitsTheTrunk) {
  for (const bool last_pooling : {false, true}) {
    const auto vgg = MakeVgg(CifarVggOfDepth(11, true, last_pooling));
    ASSERT_TRUE(vgg.ok()) << vgg.status();
    EXPECT_EQ((*vgg)->layers().back().description, last_pooling ? "512 to 10" : "2048 to 10");
  }
}

TEST(CifarVgg, KnowsItsInput) {
  EXPECT_EQ(*PublishedInput("cifar_vgg16_bn"), (ImageShape{3, 32, 32}));
  EXPECT_EQ(*PublishedInput("vgg16_bn"), (ImageShape{3, 224, 224}));
}

TEST(Vgg, WidthsMustBeAsManyAsDepths) {
  VggOptions options;
  options.widths = {64};
  EXPECT_THAT(MakeVgg(options).status().ToString(), HasSubstr("found 5 and 1"));
}

}  // namespace
}  // namespace stride
