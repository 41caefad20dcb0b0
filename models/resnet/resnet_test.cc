#include "stride/models/resnet/resnet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

int64_t Parameters(const char* variant) {
  const auto model = MakeModel(variant, {{3, 32, 32}, 10, 0});
  return model.ok() ? CountParameters(**model) : -1;
}

TEST(Resnet, CifarNetworksHaveThePublishedSizes) {
  EXPECT_EQ(Parameters("cifar_resnet20"), 269722);          // 0.27M in table 6
  EXPECT_EQ(Parameters("cifar_resnet56"), 853018);          // 0.85M
  EXPECT_EQ(Parameters("cifar_wide_resnet16_4"), 2748890);  // 2.7M
}

TEST(Resnet, APlainNetworkIsTheSameWithoutShortcuts) {
  const auto plain = MakeModel("cifar_plain20", {{3, 32, 32}, 10, 0});
  const auto residual = MakeModel("cifar_resnet20", {{3, 32, 32}, 10, 0});
  ASSERT_TRUE(plain.ok() && residual.ok());
  EXPECT_EQ(CountParameters(**plain), CountParameters(**residual));
  EXPECT_EQ(CountMultiplyAdds(**plain), CountMultiplyAdds(**residual));
  const at::Tensor images = (*plain)->Parameters()[0].tensor.detach().view({1, 3, 12, 12});
  const at::Tensor padded = images.repeat({2, 1, 3, 3}).slice(2, 0, 32).slice(3, 0, 32);
  EXPECT_FALSE((*plain)->Forward(padded).allclose((*residual)->Forward(padded)));
}

TEST(Resnet, BranchesMayBeginAtZero) {
  ResnetOptions options;
  options.stages = {1, 1};
  options.zero_init_residual = true;
  const auto model = MakeResnet(options);
  ASSERT_TRUE(model.ok()) << model.status();
  for (const NamedTensor& parameter : (*model)->Parameters()) {
    if (!absl::StrContains(parameter.name, "bn")) continue;
    const bool ones =
        absl::EndsWith(parameter.name, "weight") && !absl::EndsWith(parameter.name, "bn2.weight");
    EXPECT_EQ(parameter.tensor.sum().item<double>(), ones ? parameter.tensor.numel() : 0)
        << parameter.name;
  }
}

TEST(Resnet, OptionsThatDoNotGoTogetherAreExplained) {
  ResnetOptions options;
  options.groups = 32;
  EXPECT_THAT(MakeResnet(options).status().ToString(), HasSubstr("groups are for bottlenecks"));
}

}  // namespace
}  // namespace stride
