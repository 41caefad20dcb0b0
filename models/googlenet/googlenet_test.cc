#include "stride/models/googlenet/googlenet.h"

#include <ATen/ops/ones.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(Googlenet, HasThePublishedSizes) {
  GooglenetOptions options;
  options.auxiliary_heads = false;
  const auto googlenet = MakeGooglenet(options);
  ASSERT_TRUE(googlenet.ok()) << googlenet.status();
  EXPECT_EQ(CountParameters(**googlenet), 6624904);
  EXPECT_EQ(CountMultiplyAdds(**googlenet), 1498376192);
}

TEST(Googlenet, AuxiliaryHeadsAnswerInTraining) {
  const auto googlenet = MakeModel("googlenet", {{3, 32, 32}, 5, 0});
  ASSERT_TRUE(googlenet.ok()) << googlenet.status();
  (*googlenet)->Forward(at::ones({2, 3, 32, 32}));
  const auto heads = (*googlenet)->TakeAuxiliaryLogits();
  ASSERT_EQ(heads.size(), 2);
  for (const AuxiliaryLogits& head : heads) {
    EXPECT_EQ(head.logits.sizes(), (at::IntArrayRef{2, 5}));
    EXPECT_EQ(head.weight, 0.3);
  }
}

TEST(CifarGooglenet, PoolsOnlyBeforeTheBlocks) {
  const auto googlenet = MakeModel("cifar_googlenet", {{3, 32, 32}, 10, 0});
  ASSERT_TRUE(googlenet.ok()) << googlenet.status();
  const auto& layers = (*googlenet)->layers();
  EXPECT_EQ(layers[layers.size() - 2].input, (std::vector<int64_t>{1024, 4, 4}));
}

TEST(Googlenet, TransformedInputsAreColour) {
  GooglenetOptions options;
  options.input = {1, 64, 64};
  options.transform_input = true;
  EXPECT_THAT(MakeGooglenet(options).status().ToString(), HasSubstr("RGB"));
}

}  // namespace
}  // namespace stride
